package io.openoms.core.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Rates over the last ten seconds, by samples of counters that only grow. One thread. */
final class RateWindow {

  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
  private static final double NANOS = 1e9;

  private record Sample(long nanos, long rows, long bytes) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Forgets all samples. */
  void clear() {
    samples.clear();
  }

  /** Takes a sample. */
  void add(long rows, long bytes) {
    Sample now = new Sample(System.nanoTime(), rows, bytes);
    samples.addLast(now);
    while (samples.size() > 2 && now.nanos() - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  double rowsPerSecond() {
    return (samples.getLast().rows() - samples.getFirst().rows()) / seconds();
  }

  double bytesPerSecond() {
    return (samples.getLast().bytes() - samples.getFirst().bytes()) / seconds();
  }

  /** The time for that many rows; empty while hardly any row moves. */
  Optional<Duration> timeFor(long rows) {
    double rate = rowsPerSecond();
    return rate < 1
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (1000 * Math.max(0, rows) / rate)));
  }

  private double seconds() {
    return Math.max((samples.getLast().nanos() - samples.getFirst().nanos()) / NANOS, 1e-3);
  }
}
