package io.openoms.spi.data;

import java.util.List;
import java.util.Optional;

/**
 * What is read of a table. Immutable.
 *
 * @param table the table
 * @param columns the columns, in the order in which they travel
 * @param key the columns that identify a row and split the table; empty when it has no key
 * @param filter the SQL condition that rows must meet
 */
public record TableRead(
    TableDefinition table,
    List<ColumnDefinition> columns,
    List<ColumnDefinition> key,
    Optional<String> filter) {

  public TableRead {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }
}
