package io.openoms.bench;

/**
 * What one copy took.
 *
 * @param times how long
 * @param rows rows copied
 * @param cpuNanos processor time of this JVM, all threads
 * @param serversCpuNanos processor time of source and sink, the building of the index with it
 * @param allocatedBytes heap allocated by this JVM's threads
 * @param heapPeakBytes the heap's peak, as the sum of its pools' peaks: an upper bound
 * @param livePeakBytes the highest use of the heap right after a collection
 */
record Measurement(
    CopyTimes times,
    long rows,
    long cpuNanos,
    long serversCpuNanos,
    long allocatedBytes,
    long heapPeakBytes,
    long livePeakBytes) {

  /** The client worked in a process of its own, which was taken for a server so far. */
  Measurement withChild(long childCpuNanos) {
    return new Measurement(
        times,
        rows,
        cpuNanos + childCpuNanos,
        serversCpuNanos,
        allocatedBytes,
        heapPeakBytes,
        livePeakBytes);
  }

  double rowsPerSecond() {
    return rows * 1e9 / times.rows().toNanos();
  }

  double rowsPerSecondWithIndex() {
    return rows * 1e9 / times.rows().plus(times.index()).toNanos();
  }

  double serversCpuMicrosPerRow() {
    return serversCpuNanos / 1e3 / rows;
  }

  double cpuMicrosPerRow() {
    return cpuNanos / 1e3 / rows;
  }

  double allocatedBytesPerRow() {
    return (double) allocatedBytes / rows;
  }
}
