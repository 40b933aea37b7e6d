package io.openoms.core.run;

import io.openoms.Direction;
import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.Phase;
import io.openoms.PhaseResult;
import io.openoms.VerificationReport;
import io.openoms.core.phase.Entry;
import io.openoms.core.switchover.Leg;
import io.openoms.core.switchover.Legs;
import io.openoms.core.task.EventPump;
import io.openoms.core.task.Limits;
import io.openoms.spi.ProjectDefinition;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Starts the legs of a project, and knows the last one of each direction. Thread-safe. */
final class RunLegs implements Legs {

  private final Executor executor;
  private final EventPump pump;
  private final Limits limits;
  private final boolean bothWays;
  private final Map<Direction, EngineRun> last = new EnumMap<>(Direction.class);
  private @Nullable EngineLeg current;
  private boolean finishing;

  /**
   * Those of a run.
   *
   * @param limits those of each leg
   * @param bothWays whether both directions work at once; the forward one is then the current one
   */
  RunLegs(Executor executor, EventPump pump, Limits limits, boolean bothWays) {
    this.limits = limits;
    this.bothWays = bothWays;
    this.executor = executor;
    this.pump = pump;
  }

  @Override
  public Leg start(Direction direction, ProjectDefinition project, Entry entry) {
    return begun(
        direction, project.withListeners(List.of(new LegListener(direction, pump))), entry);
  }

  @Override
  public Leg startApart(ProjectDefinition project, Entry entry) {
    return begun(Direction.REVERSE, project.withListeners(List.of()), entry);
  }

  private Leg begun(Direction direction, ProjectDefinition project, Entry entry) {
    EngineRun run = new EngineRun(project, executor, BuiltPhases.ALL, entry, limits);
    run.begin();
    return new EngineLeg(direction, run);
  }

  @Override
  public void atWork(Leg leg) {
    EngineLeg next = (EngineLeg) leg;
    boolean ends;
    synchronized (this) {
      last.put(next.direction(), next.run());
      current = current == null || !bothWays ? next : current;
      ends = finishing;
    }
    if (ends) {
      next.finish();
    }
  }

  /** Lets the leg at work, and any that follows, end when everything is applied. */
  void finish() {
    List<EngineRun> now;
    synchronized (this) {
      finishing = true;
      now = atWork();
    }
    now.forEach(EngineRun::finishIncremental);
  }

  /** The runs at work, or those that were last: one, or one of each direction. */
  synchronized List<EngineRun> atWork() {
    if (bothWays) {
      return List.copyOf(last.values());
    }
    return current().map(EngineLeg::run).stream().toList();
  }

  /** Whether all runs are there that are to follow. */
  synchronized boolean areAll() {
    return atWork().size() == (bothWays ? 2 : 1);
  }

  /** The leg at work, or the one that was last. */
  synchronized Optional<EngineLeg> current() {
    return Optional.ofNullable(current);
  }

  /** The objects of the leg at work, by their names at the project's source. */
  List<ObjectResult> objects() {
    return current()
        .map(
            leg ->
                leg.direction() == Direction.FORWARD
                    ? leg.run().objects()
                    : leg.run().objects().stream().map(RunLegs::exchanged).toList())
        .orElse(List.of());
  }

  private static ObjectResult exchanged(ObjectResult of) {
    return new ObjectResult(
        of.kind(),
        /* source= */ of.target(),
        /* target= */ of.source(),
        of.status(),
        of.rows(),
        of.conflicts(),
        of.warnings(),
        of.errorCode(),
        of.error(),
        of.rowsExpected(),
        of.bytes(),
        of.began(),
        of.ended());
  }

  /** What the last verification of either direction found. */
  Optional<VerificationReport> verification() {
    return current().flatMap(leg -> leg.run().verification().last());
  }

  /** What became of the phases of both directions, as far as legs have ended. */
  synchronized Map<Phase, PhaseResult> phases() {
    Map<Phase, PhaseResult> phases = new EnumMap<>(Phase.class);
    last.forEach(
        (direction, run) ->
            run.result()
                .map(MigrationResult::phases)
                .orElse(Map.of())
                .forEach(
                    (phase, result) -> phases.put(LegListener.phase(direction, phase), result)));
    return phases;
  }
}
