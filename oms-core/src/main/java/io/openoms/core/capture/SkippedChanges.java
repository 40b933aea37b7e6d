package io.openoms.core.capture;

import io.openoms.SkipReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many changes of one table were skipped, by reason. Thread-safe. */
public final class SkippedChanges {

  private final Map<SkipReason, LongAdder> counts = new ConcurrentHashMap<>();

  /** Some more were skipped. */
  public void count(SkipReason reason, long skipped) {
    counts.computeIfAbsent(reason, any -> new LongAdder()).add(skipped);
  }

  /** The numbers until now, with those of another place; without zeros. */
  public Map<SkipReason, Long> with(Map<SkipReason, Long> others) {
    Map<SkipReason, Long> sum = new EnumMap<>(SkipReason.class);
    sum.putAll(others);
    counts.forEach((reason, count) -> sum.merge(reason, count.sum(), Long::sum));
    sum.values().removeIf(count -> count == 0);
    return sum;
  }
}
