package io.openoms.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the client spends on one copy: processor time, allocation, heap. One copy at a time. */
final class Meter {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final long cpuBefore;
  private final long serversBefore;
  private final Map<Long, Long> allocatedBefore;

  private Meter() {
    System.gc();
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    LivePeak.reset();
    this.allocatedBefore = allocated();
    this.serversBefore = serversCpu();
    this.cpuBefore = SYSTEM.getProcessCpuTime();
  }

  static Meter start() {
    return new Meter();
  }

  Measurement stop(CopyTimes times, long rows) {
    long cpu = SYSTEM.getProcessCpuTime() - cpuBefore;
    long servers = serversCpu() - serversBefore;
    long allocated = 0;
    for (Map.Entry<Long, Long> thread : allocated().entrySet()) {
      allocated += thread.getValue() - allocatedBefore.getOrDefault(thread.getKey(), 0L);
    }
    long peak = heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    return new Measurement(times, rows, cpu, servers, allocated, peak, LivePeak.bytes());
  }

  /** Processor time so far of the servers, which are children of this JVM. */
  private static long serversCpu() {
    return ProcessHandle.current()
        .descendants()
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToLong(Duration::toNanos)
        .sum();
  }

  /** By living thread: the copiers' threads belong to a pool that keeps them. */
  private static Map<Long, Long> allocated() {
    Map<Long, Long> bytes = new HashMap<>();
    for (long id : THREADS.getAllThreadIds()) {
      long allocated = THREADS.getThreadAllocatedBytes(id);
      if (allocated > 0) {
        bytes.put(id, allocated);
      }
    }
    return bytes;
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
