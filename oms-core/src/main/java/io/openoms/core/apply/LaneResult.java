package io.openoms.core.apply;

import io.openoms.ObjectName;
import java.util.Map;

/**
 * What a lane has done.
 *
 * @param counts rows changed, by the table at the sink; empty when an earlier attempt did it
 * @param executeNanos the time that the statements took
 * @param commitNanos the time that the commit took
 */
record LaneResult(Map<ObjectName, ChangeCounts> counts, long executeNanos, long commitNanos) {

  static LaneResult doneBefore() {
    return new LaneResult(Map.of(), 0, 0);
  }

  long written() {
    return counts.values().stream()
        .mapToLong(count -> count.inserts() + count.updates() + count.deletes())
        .sum();
  }
}
