package io.openoms.core.apply;

import io.openoms.IncrementalOptions;
import io.openoms.Phase;
import io.openoms.core.task.Backoff;
import io.openoms.core.task.Control;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.concurrent.TimeUnit;

/** Does a step again after transient errors, as often as the options say. Thread-safe. */
final class Repeater {

  /** What may be done again. */
  @FunctionalInterface
  interface Step<T> {
    /** Tries it; the first time with 0. */
    T attempt(int number);
  }

  private final IncrementalOptions options;
  private final Control control;
  private final Reporter reporter;
  private final ApplyFigures figures;

  Repeater(ApplyScope scope) {
    this.options = scope.options();
    this.control = scope.control();
    this.reporter = scope.reporter();
    this.figures = scope.figures();
  }

  /**
   * Does a step until it succeeds. Blocks.
   *
   * @param context what its errors are told with, beside the phase
   * @throws MigrationException the last one, when it is not transient or there were too many
   */
  <T> T run(ErrorContext context, Step<T> step) {
    for (int number = 0; ; number++) {
      try {
        return step.attempt(number);
      } catch (MigrationException e) {
        control.check();
        MigrationException error = e.in(context.withPhase(Phase.INCREMENTAL));
        if (!error.isRetryable() || number >= options.retries()) {
          throw error;
        }
        figures.retried();
        reporter.error(error, true);
        control.sleep(TimeUnit.NANOSECONDS.toMillis(Backoff.nanos(options.retryDelay(), number)));
      }
    }
  }

  /** The same for a step that gives nothing, and may be done twice. */
  void run(ErrorContext context, Runnable step) {
    run(
        context,
        number -> {
          step.run();
          return true;
        });
  }

  /** The same for bookkeeping. */
  void run(Runnable step) {
    run(ErrorContext.none(), step);
  }
}
