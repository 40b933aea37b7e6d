package io.openoms.testkit.tidb;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Timestamps as TiDB's oracle gives them, by this machine's clock, which is also the one by which
 * MySQL on the same machine dates its commits in the log. Thread-safe.
 */
public final class TsoClock {

  private static final int COUNTER_BITS = 18;
  private static final int MICROS_BITS = 10;
  private static final long MICROS = 1_000;

  private final AtomicLong last = new AtomicLong();

  /** The timestamp of a moment: milliseconds, then a counter that the microseconds begin. */
  public static long of(long microsSince1970) {
    long millis = microsSince1970 / MICROS;
    long rest = microsSince1970 % MICROS;
    return (millis << COUNTER_BITS) | (rest << (COUNTER_BITS - MICROS_BITS));
  }

  /** A timestamp later than all others that this clock has given. */
  long next() {
    long now = of(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    return last.updateAndGet(before -> Math.max(before + 1, now));
  }
}
