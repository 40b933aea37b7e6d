package io.openoms.core.switchover;

import io.openoms.MigrationResult;
import io.openoms.core.error.EngineError;
import io.openoms.core.task.Control;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what a run in the other direction is to do; its own error ends the wait. One thread.
 *
 * @param leg the run
 * @param control continue or stop
 * @param limit how long at the most
 * @param late the error after that
 */
record LegWait(Leg leg, Control control, Duration limit, Supplier<MigrationException> late) {

  private static final long LOOK_MILLIS = 5;

  /**
   * Waits. Blocks.
   *
   * @throws MigrationException that of the run, or that it took too long
   */
  void until(BooleanSupplier done) {
    long end = System.nanoTime() + limit.toNanos();
    while (!done.getAsBoolean()) {
      leg.result().ifPresent(LegWait::fail);
      if (System.nanoTime() > end) {
        throw late.get();
      }
      control.sleep(LOOK_MILLIS);
    }
  }

  private static void fail(MigrationResult result) {
    throw result
        .error()
        .orElseGet(
            () ->
                new MigrationException(
                    EngineError.RUN_STOPPED,
                    ErrorContext.none(),
                    "the run of the other direction has ended"));
  }
}
