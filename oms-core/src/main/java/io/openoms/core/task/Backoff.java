package io.openoms.core.task;

import java.time.Duration;

/** How long a step waits before it is tried again: doubled each time, up to 30 s. */
public final class Backoff {

  private static final long MAX_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int MOST_DOUBLINGS = 16;

  private Backoff() {}

  /**
   * The wait in nanoseconds.
   *
   * @param first the wait after the first failure
   * @param before failures before this one
   */
  public static long nanos(Duration first, int before) {
    return Math.min(MAX_NANOS, first.toNanos() << Math.min(before, MOST_DOUBLINGS));
  }
}
