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
import io.openoms.spi.ProjectDefinition;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Starts the legs of a project, and knows the last one of each direction. Thread-safe. */
final class RunLegs implements Legs {

  /**
   * The leg at work, or the one that was last.
   *
   * @param direction its direction
   * @param run the run
   */
  record Current(Direction direction, EngineRun run) {}

  private final Executor executor;
  private final EventPump pump;
  private final Map<Direction, EngineRun> last = new EnumMap<>(Direction.class);
  private @Nullable Current current;
  private boolean finishing;

  RunLegs(Executor executor, EventPump pump) {
    this.executor = executor;
    this.pump = pump;
  }

  @Override
  public Leg start(Direction direction, ProjectDefinition project, Entry entry) {
    ProjectDefinition told =
        project.withListeners(List.of(new LegListener(direction, pump)));
    EngineRun run = new EngineRun(told, executor, BuiltPhases.ALL, entry);
    synchronized (this) {
      last.put(direction, run);
      current = new Current(direction, run);
    }
    run.begin();
    if (isFinishing()) {
      run.finishIncremental();
    }
    return new EngineLeg(run);
  }

  private synchronized boolean isFinishing() {
    return finishing;
  }

  /** Lets the leg at work, and any that follows, end when everything is applied. */
  void finish() {
    Optional<Current> now;
    synchronized (this) {
      finishing = true;
      now = Optional.ofNullable(current);
    }
    now.ifPresent(leg -> leg.run().finishIncremental());
  }

  synchronized Optional<Current> current() {
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
        of.target(),
        of.source(),
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
                    (phase, result) ->
                        phases.put(LegListener.phase(direction, phase), result)));
    return phases;
  }
}
