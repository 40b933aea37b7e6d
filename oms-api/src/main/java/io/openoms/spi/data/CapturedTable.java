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
 * @param computed the stored generated columns of which rows after a change tell the values, in
 *     this order, where the log has them
 */
public record CapturedTable(
    long version,
    TableDefinition definition,
    Optional<Position> validFrom,
    List<ColumnDefinition> columns,
    List<ColumnDefinition> computed) {

  public CapturedTable {
    columns = List.copyOf(columns);
    computed = List.copyOf(computed);
  }

  /** A definition of which changes tell no generated columns. */
  public CapturedTable(
      long version,
      TableDefinition definition,
      Optional<Position> validFrom,
      List<ColumnDefinition> columns) {
    this(version, definition, validFrom, columns, List.of());
  }
}
