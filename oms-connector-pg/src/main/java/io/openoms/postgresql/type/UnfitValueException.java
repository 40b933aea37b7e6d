package io.openoms.postgresql.type;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.PostgreSqlError;
import io.openoms.spi.data.ColumnDefinition;

/** A value that no type of the target can hold. The message says why, and does not show it. */
public final class UnfitValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** For that reason: a sentence without a full stop. */
  public UnfitValueException(String reason) {
    super(reason, null, false, false);
  }

  /** The named error of a value of that column. */
  public MigrationException in(ColumnDefinition column, ErrorContext row) {
    return new MigrationException(
        PostgreSqlError.SOURCE_VALUE_UNFIT,
        row,
        "column "
            + column.name()
            + " ("
            + column.type().nativeText()
            + ") holds a value that the target cannot hold: "
            + getMessage(),
        this);
  }
}
