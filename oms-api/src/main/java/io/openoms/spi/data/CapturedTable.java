package io.openoms.spi.data;

import java.util.List;

/**
 * A table whose changes are wanted. Immutable.
 *
 * @param definition the table as it was defined where reading begins
 * @param columns the columns wanted, in the order in which changes are to carry them; never
 *     generated ones
 */
public record CapturedTable(TableDefinition definition, List<ColumnDefinition> columns) {

  public CapturedTable {
    columns = List.copyOf(columns);
  }
}
