package io.openoms.testkit.memory;

import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.TableDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A transaction in the log.
 *
 * @param id its number, from 1
 * @param definitions how it changed definitions, before it changed rows
 * @param changes how it changed rows, in order
 * @param marks the projects whose writers' rows it moved
 * @param at when it was committed
 */
record MemoryLogged(
    int id, List<Definition> definitions, List<Change> changes, Set<String> marks, Instant at) {

  /** A change of a definition, and the statement that made it. */
  record Definition(ChangedObject object, String statement) {}

  /**
   * A change with whole rows.
   *
   * @param table the table as it was defined then
   * @param rows the row before and after
   */
  record Change(TableDefinition table, RowChange rows) {}
}
