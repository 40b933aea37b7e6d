package io.openoms.hbase.log.reader;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.error.HBaseError;
import java.time.Duration;

/**
 * The number of the last delivery that was confirmed a while ago. A region server logs and sends an
 * entry before readers see its cells, for as long as its own thread takes to the next line; what
 * was confirmed for this time is seen. Thread-safe.
 */
final class SettledDeliveries {

  private static final Duration SETTLES = Duration.ofSeconds(1);

  private long number = -1;
  private long newest = -1;
  private long since;

  /**
   * The number that has settled; not above the given one. Blocks at the first call.
   *
   * @param confirmed the number that is confirmed now
   */
  synchronized long of(long confirmed) {
    if (number < 0) {
      sleep();
      number = confirmed;
      newest = confirmed;
      since = System.nanoTime();
    } else if (System.nanoTime() - since > SETTLES.toNanos()) {
      number = newest;
      newest = confirmed;
      since = System.nanoTime();
    }
    return number;
  }

  private static void sleep() {
    try {
      Thread.sleep(SETTLES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MigrationException(
          HBaseError.HBASE_UNREACHABLE, ErrorContext.none(), "the wait was interrupted", e);
    }
  }
}
