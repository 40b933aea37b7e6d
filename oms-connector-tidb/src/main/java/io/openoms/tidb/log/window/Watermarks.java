package io.openoms.tidb.log.window;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Up to where each partition is complete, and so the topic: that is the least of them. A resolved
 * event may fall back when the changefeed starts again; the largest one counts. One thread.
 */
public final class Watermarks {

  private final Map<Integer, Long> resolved = new HashMap<>();
  private final Map<Integer, Boolean> heard = new HashMap<>();

  /**
   * A partition that is read from now on.
   *
   * @param before what committed before this timestamp is of no interest
   */
  public void begin(int partition, long before) {
    resolved.put(partition, before);
    heard.put(partition, false);
  }

  /**
   * All that committed before this timestamp was read of the partition.
   *
   * @return whether it is the largest that the partition has had
   */
  public boolean resolve(int partition, long timestamp) {
    boolean isLargest = timestamp > resolved.getOrDefault(partition, Long.MIN_VALUE);
    resolved.merge(partition, timestamp, Math::max);
    heard.put(partition, true);
    return isLargest;
  }

  /** All that committed before this timestamp was read. */
  public long low() {
    return resolved.values().stream().mapToLong(Long::longValue).min().orElse(0);
  }

  /** Whether a partition has had a resolved event. */
  public boolean isHeard(int partition) {
    return heard.getOrDefault(partition, false);
  }

  /** The partitions without a resolved event since reading began. */
  public List<Integer> unheard() {
    return heard.entrySet().stream().filter(e -> !e.getValue()).map(Map.Entry::getKey).toList();
  }

  /** The partitions that are further than the least, so reading them can wait. */
  public Collection<Integer> ahead() {
    long low = low();
    return resolved.entrySet().stream()
        .filter(entry -> entry.getValue() > low)
        .map(Map.Entry::getKey)
        .toList();
  }
}
