package io.openoms.core.compare;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;

/** The sink computes a generated column in another way than the source. Stateless. */
public final class GeneratedDifference {

  private GeneratedDifference() {}

  /** The error for a row that was copied. */
  public static MigrationException copied(ErrorContext row, ColumnDefinition column) {
    return of(
        row,
        column,
        "Give the table another expression there (retry with an edited statement), or leave the"
            + " column out");
  }

  /** The error for a row that has changed while its table is followed. */
  public static MigrationException followed(ErrorContext table, ColumnDefinition column) {
    return of(
        table,
        column,
        "Run the project once without this table; then drop its target, include it again, and retry"
            + " it with an edited statement that gives the column another expression");
  }

  private static MigrationException of(ErrorContext where, ColumnDefinition column, String way) {
    return new MigrationException(
        EngineError.GENERATED_VALUE_DIFFERS,
        where,
        "column "
            + column.name()
            + ": the sink computes another value of its expression than the source has stored. "
            + way);
  }
}
