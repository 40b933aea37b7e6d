package io.openoms.core.apply;

import io.openoms.ObjectName;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a change set did. Immutable.
 *
 * @param counts how many rows were changed in each table, by its name at the sink
 * @param settled the tables, by their names at the source, of which rows that met others were taken
 *     from the source
 */
public record WrittenChanges(Map<ObjectName, ChangeCounts> counts, Set<ObjectName> settled) {

  public WrittenChanges {
    counts = Map.copyOf(counts);
    settled = Set.copyOf(settled);
  }

  /** The same, with rows of further tables that may have been taken from the source. */
  WrittenChanges alsoSettled(Set<ObjectName> more) {
    Set<ObjectName> all = new HashSet<>(settled);
    all.addAll(more);
    return new WrittenChanges(counts, all);
  }
}
