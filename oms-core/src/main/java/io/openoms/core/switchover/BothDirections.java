package io.openoms.core.switchover;

import com.google.common.collect.Sets;
import io.openoms.Direction;
import io.openoms.Following;
import io.openoms.MigrationResult;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.Phase;
import io.openoms.SwitchStatus;
import io.openoms.core.crossing.Crossing;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.Entry;
import io.openoms.core.precheck.ReverseCheck;
import io.openoms.core.task.Control;
import io.openoms.core.task.EventPump;
import io.openoms.core.task.Opening;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredProject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has both directions of a project at work at once. The reverse one begins when every table has
 * converged at the sink: its rows there are then those that the source had at the applied position,
 * and whatever changes them later is told, by the log of one end or the other.
 */
public final class BothDirections implements Conductor {

  private static final long LOOK_MILLIS = 20;
  private static final long COMPARE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Directions directions;
  private final Legs legs;
  private final Control control;
  private final EventPump pump;
  private final Repeater repeater;
  private final Crossing crossing;
  private volatile @Nullable Ends ends;
  private long compared;

  /** For one run of a project. */
  public BothDirections(
      ProjectDefinition project, Legs legs, Control control, EventPump pump, Reporter reporter) {
    this.directions = new Directions(project);
    this.legs = legs;
    this.control = control;
    this.pump = pump;
    this.repeater =
        new Repeater(
            project.retry(),
            ErrorContext.none().withPhase(Phase.REVERSE_INCREMENTAL),
            control,
            reporter);
    this.crossing = new Crossing(project.phases().reverseOptions().conflictRule());
  }

  @Override
  public MigrationResult direct() {
    try (Ends opened = new Opening(repeater).open(() -> Ends.open(directions.project()))) {
      ends = opened;
      new ReverseCheck(opened.source(), opened.sink()).require();
      // What the reverse direction writes is told from the first moment on by its bookkeeping.
      repeater.run(Ends.store(opened.source())::prepare);
      return direct(opened);
    }
  }

  private MigrationResult direct(Ends opened) {
    boolean resumes = repeater.ask(() -> hasBegun(opened));
    Leg forward =
        legs.start(
            Direction.FORWARD,
            directions.forwardAtOnce(),
            Entry.stored(crossing.side(Direction.FORWARD)));
    legs.atWork(forward);
    Leg reverse = null;
    try {
      while (forward.result().isEmpty() && (reverse == null || reverse.result().isEmpty())) {
        look();
        if (reverse == null && (resumes || isAbreast(forward))) {
          reverse = reverse(opened, resumes);
        }
        if (reverse != null) {
          requireSameTables(forward, reverse);
        }
      }
      return over(forward, reverse);
    } finally {
      forward.close();
      if (reverse != null) {
        reverse.close();
      }
    }
  }

  private boolean hasBegun(Ends opened) {
    return Ends.store(opened.source())
        .apply(Directions.reverseName(directions.project().name()))
        .isPresent();
  }

  private void look() {
    control.check();
    try {
      pump.deliver(LOOK_MILLIS);
    } catch (InterruptedException e) {
      throw control.interrupted(e);
    }
  }

  private static boolean isAbreast(Leg forward) {
    return forward.isConverged() && forward.following().filter(Following::caughtUp).isPresent();
  }

  private Leg reverse(Ends opened, boolean resumes) {
    ProjectDefinition project = directions.reverseAtOnce(repeater.ask(() -> objects(opened)));
    if (!resumes) {
      requirePath(project, opened.sink(), opened.source());
    }
    Entry entry =
        resumes
            ? Entry.stored(crossing.side(Direction.REVERSE))
            : Entry.whenEqual(crossing.side(Direction.REVERSE));
    Leg leg = legs.start(Direction.REVERSE, project, entry);
    entry.begin();
    legs.atWork(leg);
    return leg;
  }

  /** A table that one direction alone follows would let its ends grow apart. */
  private void requireSameTables(Leg forward, Leg reverse) {
    long now = System.nanoTime();
    if (now - compared < COMPARE_NANOS
        || forward.following().isEmpty()
        || reverse.following().isEmpty()) {
      return;
    }
    compared = now;
    Set<ObjectName> there = tables(forward, ObjectResult::target);
    Set<ObjectName> back = tables(reverse, ObjectResult::source);
    if (!there.equals(back)) {
      Set<ObjectName> alone = new TreeSet<>(Sets.symmetricDifference(there, back));
      throw new MigrationException(
          EngineError.PRECHECK_FAILED,
          ErrorContext.of(alone.iterator().next()).withPhase(Phase.REVERSE_INCREMENTAL),
          "only one direction follows "
              + alone
              + ": it failed, or joined or left the project since both began; stop the"
              + " applications, release the project and begin anew");
    }
  }

  private static Set<ObjectName> tables(Leg leg, Function<ObjectResult, ObjectName> name) {
    return leg.objects().stream()
        .filter(object -> object.kind() == ObjectKind.TABLE)
        .filter(object -> !object.status().isOut())
        .map(name)
        .collect(Collectors.toSet());
  }

  private List<StoredObject> objects(Ends opened) {
    StateStore store = opened.store();
    return store
        .read(directions.project().name())
        .map(StoredProject::objects)
        .orElseThrow(() -> new IllegalStateException("the forward direction has no state"));
  }

  private static void requirePath(
      ProjectDefinition reverse, EndpointSession written, EndpointSession follows) {
    List<String> faults = Readiness.pathFaults(reverse, written, follows, follows);
    if (!faults.isEmpty()) {
      throw new MigrationException(
          EngineError.PRECHECK_FAILED,
          ErrorContext.none().withPhase(Phase.REVERSE_INCREMENTAL),
          String.join("; ", faults));
    }
  }

  /** One has ended. The other one ends by itself if both were told to; else it is closed. */
  private MigrationResult over(Leg forward, @Nullable Leg reverse) {
    if (reverse == null) {
      return forward.result().orElseThrow();
    }
    Leg first = forward.result().isPresent() ? forward : reverse;
    Leg other = first == forward ? reverse : forward;
    MigrationResult result = first.result().orElseThrow();
    if (!result.isComplete()) {
      return result;
    }
    while (other.result().isEmpty()) {
      look();
    }
    return other.result().orElseThrow();
  }

  @Override
  public Optional<SwitchStatus> status() {
    return Optional.empty();
  }

  @Override
  public void abort() {
    Ends opened = ends;
    if (opened != null) {
      opened.abort();
    }
  }
}
