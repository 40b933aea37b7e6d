package io.openoms.spi;

import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import org.jspecify.annotations.Nullable;

/** A sink or a source found the one row of a batch that cannot be moved. */
public final class RowRefusedException extends MigrationException {

  private static final long serialVersionUID = 1L;

  private final int row;

  /**
   * Names a row; the engine, which knows the table's key, says which one it is.
   *
   * @param row its number within the batch
   * @param description column and cause
   */
  public RowRefusedException(
      ErrorCode code, int row, String description, @Nullable Throwable cause) {
    super(code, ErrorContext.none(), description, cause);
    this.row = row;
  }

  /** Its number within the batch. */
  public int row() {
    return row;
  }
}
