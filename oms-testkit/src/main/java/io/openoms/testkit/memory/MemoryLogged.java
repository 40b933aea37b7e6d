package io.openoms.testkit.memory;

import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.TableDefinition;
import java.time.Instant;
import java.util.List;

/**
 * A transaction in the log.
 *
 * @param id its number, from 1
 * @param changes what it did, in order
 * @param at when it was committed
 */
record MemoryLogged(int id, List<Change> changes, Instant at) {

  /**
   * A change with whole rows.
   *
   * @param table the table as it was defined then
   * @param rows the row before and after
   */
  record Change(TableDefinition table, RowChange rows) {}
}
