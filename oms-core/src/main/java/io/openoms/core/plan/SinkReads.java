package io.openoms.core.plan;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.Optional;

/** How the rows of a source's table are read at the sink. Stateless. */
public final class SinkReads {

  private SinkReads() {}

  /**
   * The read of a table at the sink whose rows are compared with those of a read at the source.
   *
   * @throws MigrationException TARGET_MISMATCH when it lacks a column
   */
  public static TableRead of(TableRead source, TableDefinition there) {
    List<ColumnDefinition> key =
        counterparts(source.key(), there).stream().map(SinkReads::canonical).toList();
    return new TableRead(there, counterparts(source.columns(), there), key, Optional.empty());
  }

  /** Its values are given in canonical bytes, not in those of a character set of its own. */
  private static ColumnDefinition canonical(ColumnDefinition column) {
    return column.withType(column.type().withCharacters(Optional.empty(), Optional.empty()));
  }

  /** The columns of those names in another table, in the same order. */
  public static List<ColumnDefinition> counterparts(
      List<ColumnDefinition> columns, TableDefinition there) {
    return columns.stream()
        .map(
            column ->
                there
                    .column(column.name())
                    .orElseThrow(
                        () ->
                            new MigrationException(
                                EngineError.TARGET_MISMATCH,
                                ErrorContext.of(there.name()),
                                "the table has no column " + column.name())))
        .toList();
  }
}
