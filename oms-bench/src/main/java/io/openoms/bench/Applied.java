package io.openoms.bench;

import java.time.Duration;

/**
 * How long it took to apply changes.
 *
 * @param elapsed from the first look at the log to the last commit
 * @param childCpuNanos processor time of a process of its own; 0 for what runs in this JVM
 */
record Applied(Duration elapsed, long childCpuNanos) {

  static Applied since(long nanos) {
    return new Applied(Duration.ofNanos(System.nanoTime() - nanos), 0);
  }
}
