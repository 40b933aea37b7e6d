package io.openoms.bench;

import java.time.Duration;

/**
 * What one copy took.
 *
 * @param time from the first row to the index
 * @param rows rows copied
 * @param cpuNanos processor time of this JVM, all threads
 * @param allocatedBytes heap allocated by this JVM's threads
 * @param heapPeakBytes the heap's peak, as the sum of its pools' peaks: an upper bound
 */
record Measurement(
    Duration time, long rows, long cpuNanos, long allocatedBytes, long heapPeakBytes) {

  double rowsPerSecond() {
    return rows * 1e9 / time.toNanos();
  }

  double cpuMicrosPerRow() {
    return cpuNanos / 1e3 / rows;
  }

  double allocatedBytesPerRow() {
    return (double) allocatedBytes / rows;
  }
}
