package io.openoms.core.apply;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A counter's rate over the last ten seconds. One thread. */
final class Rate {

  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

  private record Sample(long nanos, long count) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Takes the counter as it is now. */
  double of(long count) {
    Sample now = new Sample(System.nanoTime(), count);
    samples.addLast(now);
    while (samples.size() > 2 && now.nanos() - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    double seconds = Math.max((now.nanos() - first.nanos()) / 1e9, 1e-3);
    return Math.max(0, (now.count() - first.count()) / seconds);
  }
}
