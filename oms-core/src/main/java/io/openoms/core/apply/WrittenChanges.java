package io.openoms.core.apply;

import io.openoms.ObjectName;
import io.openoms.spi.data.KeyTuple;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a change set did. Immutable.
 *
 * @param counts how many rows were changed in each table, by its name at the sink
 * @param settled the tables, by their names at the source, of which rows that met others were taken
 *     from the source
 * @param handedOver the keys of rows that were handed to the caller instead, by their tables at the
 *     sink; of tables with a key
 */
public record WrittenChanges(
    Map<ObjectName, ChangeCounts> counts,
    Set<ObjectName> settled,
    Map<ObjectName, Set<KeyTuple>> handedOver) {

  public WrittenChanges {
    counts = Map.copyOf(counts);
    settled = Set.copyOf(settled);
    handedOver = Map.copyOf(handedOver);
  }

  /** The same, with rows of further tables that may have been taken from the source. */
  WrittenChanges alsoSettled(Set<ObjectName> more) {
    Set<ObjectName> all = new HashSet<>(settled);
    all.addAll(more);
    return new WrittenChanges(counts, all, handedOver);
  }
}
