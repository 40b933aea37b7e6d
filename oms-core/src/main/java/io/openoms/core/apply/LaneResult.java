package io.openoms.core.apply;

import io.openoms.ObjectName;
import io.openoms.core.crossing.RowConflict;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a lane has done.
 *
 * @param written what was changed; no counts when an earlier attempt did it
 * @param executeNanos the time that the statements took
 * @param commitNanos the time that the commit took
 * @param conflicts the rows for which it has done nothing, where both directions work at once
 */
record LaneResult(
    WrittenChanges written, long executeNanos, long commitNanos, List<RowConflict> conflicts) {

  LaneResult {
    conflicts = List.copyOf(conflicts);
  }

  /** Nothing was done. */
  static LaneResult conflicting(List<RowConflict> conflicts) {
    return new LaneResult(new WrittenChanges(Map.of(), Set.of(), Map.of()), 0, 0, conflicts);
  }

  /**
   * An earlier attempt did it.
   *
   * @param settled the tables of which it may have taken rows from the source
   */
  static LaneResult doneBefore(Set<ObjectName> settled) {
    return new LaneResult(new WrittenChanges(Map.of(), settled, Map.of()), 0, 0, List.of());
  }

  long rows() {
    return written.counts().values().stream()
        .mapToLong(count -> count.inserts() + count.updates() + count.deletes())
        .sum();
  }
}
