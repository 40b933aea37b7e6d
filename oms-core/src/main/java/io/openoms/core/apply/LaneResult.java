package io.openoms.core.apply;

import io.openoms.ObjectName;
import java.util.Map;
import java.util.Set;

/**
 * What a lane has done.
 *
 * @param written what was changed; no counts when an earlier attempt did it
 * @param executeNanos the time that the statements took
 * @param commitNanos the time that the commit took
 */
record LaneResult(WrittenChanges written, long executeNanos, long commitNanos) {

  /**
   * An earlier attempt did it.
   *
   * @param settled the tables of which it may have taken rows from the source
   */
  static LaneResult doneBefore(Set<ObjectName> settled) {
    return new LaneResult(new WrittenChanges(Map.of(), settled), 0, 0);
  }

  long rows() {
    return written.counts().values().stream()
        .mapToLong(count -> count.inserts() + count.updates() + count.deletes())
        .sum();
  }
}
