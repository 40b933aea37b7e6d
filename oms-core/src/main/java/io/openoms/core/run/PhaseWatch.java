package io.openoms.core.run;

import io.openoms.Phase;
import io.openoms.RunState;
import io.openoms.core.phase.PhaseTasks;
import io.openoms.core.progress.ProgressMeter;
import io.openoms.core.task.TaskGroup;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches a phase's tasks while the coordinating task waits for them: whether a pause is reached,
 * whether a companion has failed, and whether figures are due. Only that task calls it.
 */
final class PhaseWatch implements PhaseTasks {

  private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();

  private final RunContext run;
  private final ProgressMeter meter;
  private BooleanSupplier companionFailed = () -> false;
  private BooleanSupplier atRest = () -> true;
  private Runnable longSteps = () -> {};
  private @Nullable Phase phase;
  private long began = System.nanoTime();
  private long lastProgress = System.nanoTime();

  PhaseWatch(RunContext run, ProgressMeter meter) {
    this.run = run;
    this.meter = meter;
  }

  /** Has the run stop as soon as that is true. */
  void stopWhen(BooleanSupplier failed) {
    companionFailed = failed;
  }

  /** Marks the start of a phase; later progress samples report it. */
  void begin(Phase next) {
    phase = next;
    meter.sample(next);
    restartClock();
  }

  /** Whether that phase's turn is now. */
  boolean isIn(Phase one) {
    return phase == one;
  }

  /** The phase's tasks have ended. */
  void end() {
    watch(() -> true, () -> {});
  }

  /** The time since the phase began. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public TaskGroup group() {
    return new TaskGroup(run.executor(), run.control(), run.pump(), this::look);
  }

  @Override
  public void watch(BooleanSupplier resting, Runnable telling) {
    atRest = resting;
    longSteps = telling;
  }

  @Override
  public void restartClock() {
    began = System.nanoTime();
  }

  private void look() {
    if (companionFailed.getAsBoolean()) {
      run.control().stop();
    }
    if (run.lifecycle().state() == RunState.PAUSING && atRest.getAsBoolean()) {
      run.lifecycle().transition(RunState.PAUSED);
    }
    Phase current = phase;
    if (current != null && System.nanoTime() - lastProgress >= PROGRESS_NANOS) {
      lastProgress = System.nanoTime();
      if (current != Phase.VERIFICATION) {
        meter.besides().ifPresent(run.reporter()::progress);
      }
      run.reporter().progress(meter.sample(current));
      longSteps.run();
    }
  }
}
