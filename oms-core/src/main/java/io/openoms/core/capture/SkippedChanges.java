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

  /** The numbers until now and those of another place, added up; without zeros. */
  public Map<SkipReason, Long> plus(SkippedChanges other) {
    Map<SkipReason, Long> sum = new EnumMap<>(SkipReason.class);
    counts.forEach((reason, count) -> sum.merge(reason, count.sum(), Long::sum));
    other.counts.forEach((reason, count) -> sum.merge(reason, count.sum(), Long::sum));
    sum.values().removeIf(count -> count == 0);
    return sum;
  }
}
