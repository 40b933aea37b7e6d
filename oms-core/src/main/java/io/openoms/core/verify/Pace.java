package io.openoms.core.verify;

import java.util.concurrent.TimeUnit;

/** Keeps to a number of rows a second. Thread-safe. */
final class Pace {

  private final long rowsPerSecond;
  private long next = System.nanoTime();

  /** At most that many rows a second; 0 for any number. */
  Pace(long rowsPerSecond) {
    this.rowsPerSecond = rowsPerSecond;
  }

  /** How long to wait after that many rows. */
  synchronized long millisAfter(long rows) {
    if (rowsPerSecond == 0) {
      return 0;
    }
    long now = System.nanoTime();
    next = Math.max(next, now) + (long) (1e9 * rows / rowsPerSecond);
    return TimeUnit.NANOSECONDS.toMillis(next - now);
  }
}
