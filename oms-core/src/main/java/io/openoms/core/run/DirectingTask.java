package io.openoms.core.run;

import io.openoms.Direction;
import io.openoms.MigrationResult;
import io.openoms.Phase;
import io.openoms.PhaseResult;
import io.openoms.PhaseStatus;
import io.openoms.Progress;
import io.openoms.RunState;
import io.openoms.SwitchStatus;
import io.openoms.SwitchStepResult;
import io.openoms.core.error.EngineError;
import io.openoms.core.switchover.BothDirections;
import io.openoms.core.switchover.Conductor;
import io.openoms.core.switchover.Director;
import io.openoms.core.task.Control;
import io.openoms.core.task.EventPump;
import io.openoms.core.task.Limits;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ProjectDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The task that leads a run in legs, and what it leaves at its end. */
final class DirectingTask implements LeadingTask {

  private final ProjectDefinition project;
  private final Consumer<MigrationResult> whenOver;
  private final Control control;
  private final EventPump pump;
  private final Reporter reporter;
  private final RunLegs legs;
  private final Conductor conductor;
  private final Optional<Director> director;
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile @Nullable Thread thread;

  DirectingTask(ProjectDefinition project, Executor executor, Consumer<MigrationResult> whenOver) {
    this.project = project;
    this.whenOver = whenOver;
    this.control = new Control(Limits.of(project.phases()));
    this.pump = new EventPump(project.listeners());
    this.reporter = new Reporter(pump, Clock.systemUTC(), project.name());
    boolean bothWays = project.phases().areBothWays();
    this.legs = new RunLegs(executor, pump, control.limits(), bothWays);
    this.director =
        bothWays
            ? Optional.empty()
            : Optional.of(new Director(project, executor, legs, control, pump, reporter));
    this.conductor =
        director
            .<Conductor>map(one -> one)
            .orElseGet(() -> new BothDirections(project, legs, control, pump, reporter));
  }

  Control control() {
    return control;
  }

  /** Who changes the direction; empty where both work at once. */
  Optional<Director> director() {
    return director;
  }

  void abort() {
    conductor.abort();
  }

  RunLegs legs() {
    return legs;
  }

  boolean isOwnThread() {
    Thread now = Thread.currentThread();
    return now == thread || legs.atWork().stream().anyMatch(EngineRun::isCoordinatingThread);
  }

  void finish() {
    legs.finish();
  }

  /** The state while it works: that of the leg at work, whose end is not the run's. */
  RunState state() {
    RunState now = legs.current().map(leg -> leg.run().state()).orElse(RunState.STARTING);
    if (control.isStopped()) {
      return RunState.STOPPING;
    }
    return now.isFinal() || now == RunState.STOPPING ? RunState.RUNNING : now;
  }

  @Override
  public void run() {
    if (!taken.compareAndSet(false, true)) {
      return;
    }
    thread = Thread.currentThread();
    reporter.started();
    MigrationResult leg = null;
    MigrationException error = null;
    try {
      leg = conductor.direct();
    } catch (MigrationException e) {
      error = control.causeOf(e);
    } catch (RuntimeException | Error e) {
      // The caller must learn of the end, whatever the error was.
      error =
          control.causeOf(
              new MigrationException(
                  EngineError.UNEXPECTED, ErrorContext.none(), String.valueOf(e), e));
    }
    end(leg, error);
  }

  @Override
  public boolean isTaken() {
    return taken.get();
  }

  @Override
  public void endUnbegun(@Nullable MigrationException failure) {
    if (taken.compareAndSet(false, true)) {
      thread = Thread.currentThread();
      end(null, failure);
    }
  }

  private void end(@Nullable MigrationResult leg, @Nullable MigrationException failure) {
    boolean interrupted = Thread.interrupted();
    boolean stopped = control.isStoppedWith(failure);
    MigrationException error = stopped ? null : failure;
    if (error != null) {
      reporter.runFailed(error);
    }
    MigrationResult result = result(leg, stopped, error);
    try {
      reporter.ended(result);
      pump.deliverRest();
    } finally {
      thread = null;
      whenOver.accept(result);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private MigrationResult result(
      @Nullable MigrationResult leg, boolean stopped, @Nullable MigrationException error) {
    Optional<MigrationException> cause =
        Optional.ofNullable(error)
            .or(() -> Optional.ofNullable(leg).flatMap(MigrationResult::error));
    return new MigrationResult(
        project.name(),
        state(leg, stopped, error),
        phases(),
        legs.objects(),
        legs.current().flatMap(last -> last.run().progress()).flatMap(Progress::following),
        legs.verification(),
        stopped ? Optional.empty() : cause);
  }

  private static RunState state(
      @Nullable MigrationResult leg, boolean stopped, @Nullable MigrationException error) {
    if (stopped) {
      return RunState.STOPPED;
    }
    return error != null || leg == null ? RunState.FAILED : leg.state();
  }

  private Map<Phase, PhaseResult> phases() {
    Map<Phase, PhaseResult> phases = new EnumMap<>(Phase.class);
    Map<Phase, PhaseResult> known = legs.phases();
    Optional<SwitchStatus> status = conductor.status();
    boolean reversed = status.filter(now -> now.direction() == Direction.REVERSE).isPresent();
    for (Phase phase : project.phases().selected()) {
      PhaseStatus without =
          reversed && phase != Phase.REVERSE_INCREMENTAL
              ? PhaseStatus.SKIPPED
              : PhaseStatus.PENDING;
      phases.put(phase, known.getOrDefault(phase, new PhaseResult(without, Duration.ZERO, 0)));
    }
    phases.computeIfPresent(
        Phase.SWITCHOVER,
        (phase, pending) ->
            new PhaseResult(
                status.map(DirectingTask::switched).orElse(PhaseStatus.PENDING), Duration.ZERO, 0));
    return phases;
  }

  private static PhaseStatus switched(SwitchStatus status) {
    boolean failed =
        status.steps().stream().anyMatch(step -> step.status() == SwitchStepResult.Status.FAILED);
    if (failed) {
      return PhaseStatus.FAILED;
    }
    return status.direction() == status.from() ? PhaseStatus.PENDING : PhaseStatus.COMPLETED;
  }
}
