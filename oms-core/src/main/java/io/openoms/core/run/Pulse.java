package io.openoms.core.run;

import io.openoms.Phase;
import io.openoms.RunState;
import io.openoms.core.progress.ProgressMeter;
import io.openoms.core.task.Reporter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinating task looks at while it waits for a phase's tasks: whether a pause is
 * reached, and whether figures are due. Only that task calls it.
 */
final class Pulse {

  private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();

  private final Lifecycle lifecycle;
  private final Reporter reporter;
  private final ProgressMeter meter;
  private BooleanSupplier atRest = () -> true;
  private Runnable longSteps = () -> {};
  private @Nullable Phase phase;
  private long lastProgress = System.nanoTime();

  Pulse(Lifecycle lifecycle, Reporter reporter, ProgressMeter meter) {
    this.lifecycle = lifecycle;
    this.reporter = reporter;
    this.meter = meter;
  }

  /** A phase begins. Whoever asks for figures from now on is told of it. */
  void begin(Phase next) {
    phase = next;
    meter.sample(next);
  }

  /**
   * Tasks are at work.
   *
   * @param resting whether all of them have finished what they had begun
   * @param telling tells of steps that take long; called with each set of figures
   */
  void watch(BooleanSupplier resting, Runnable telling) {
    atRest = resting;
    longSteps = telling;
  }

  /** The phase's tasks have ended. */
  void end() {
    watch(() -> true, () -> {});
  }

  /** Looks once. */
  void beat() {
    if (lifecycle.state() == RunState.PAUSING && atRest.getAsBoolean()) {
      lifecycle.transition(RunState.PAUSED);
    }
    Phase current = phase;
    if (current != null && System.nanoTime() - lastProgress >= PROGRESS_NANOS) {
      lastProgress = System.nanoTime();
      reporter.progress(meter.sample(current));
      longSteps.run();
    }
  }
}
