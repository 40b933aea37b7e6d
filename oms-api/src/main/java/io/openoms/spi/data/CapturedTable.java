package io.openoms.spi.data;

import java.util.List;
import java.util.Optional;

/**
 * A table whose changes are wanted. Immutable.
 *
 * @param definition the table as it was defined there, with all its columns in their order
 * @param validFrom where that definition begins to hold: what stands before it (of the table's rows
 *     and its definition) is passed over; empty when it holds from the start of reading
 * @param columns the columns wanted, in the order in which changes are to carry them; never
 *     generated ones
 */
public record CapturedTable(
    TableDefinition definition, Optional<Position> validFrom, List<ColumnDefinition> columns) {

  public CapturedTable {
    columns = List.copyOf(columns);
  }
}
