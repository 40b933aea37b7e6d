package io.openoms.oceanbase.capture;

import java.time.Duration;

/**
 * When a reader looks again: after the interval, and so late that looks of up to 20 s take a
 * quarter of the time at the most. Thread-safe.
 */
final class PollPace {

  private static final int REST = 3;
  private static final long LONGEST_REST_NANOS = Duration.ofMinutes(1).toNanos();

  private final Duration interval;
  private volatile long tookNanos;

  PollPace(Duration interval) {
    this.interval = interval;
  }

  /** A look has taken so long. */
  void took(long nanos) {
    tookNanos = nanos;
  }

  /** How long to rest now. */
  long restNanos() {
    return Math.max(interval.toNanos(), Math.min(REST * tookNanos, LONGEST_REST_NANOS));
  }

  /** In which time a change is found, roughly. */
  Duration delay() {
    return Duration.ofNanos(2 * (restNanos() + tookNanos));
  }
}
