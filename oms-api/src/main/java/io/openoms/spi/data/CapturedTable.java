package io.openoms.spi.data;

import java.util.List;
import java.util.Optional;

/**
 * A definition of a table whose changes are captured. Immutable.
 *
 * @param version the number of this definition in the schema history; {@link
 *     io.openoms.spi.ChangeEvent.Changes} that it decodes carry it
 * @param definition the table as it was defined at the source, with all its columns in their order
 * @param validFrom from where the definition holds: changes of the table's rows and definition at
 *     or before this position are skipped; empty when it holds from the start of reading
 * @param columns the columns that changes carry, in this order; never generated ones
 */
public record CapturedTable(
    long version,
    TableDefinition definition,
    Optional<Position> validFrom,
    List<ColumnDefinition> columns) {

  public CapturedTable {
    columns = List.copyOf(columns);
  }
}
