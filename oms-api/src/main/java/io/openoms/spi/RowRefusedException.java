package io.openoms.spi;

import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import org.jspecify.annotations.Nullable;

/** A sink or a source found the one row of a batch that cannot be moved. */
public final class RowRefusedException extends MigrationException {

  private static final long serialVersionUID = 1L;

  private final int row;
  private final boolean present;

  /**
   * Names a row; the engine, which knows the table's key, says which one it is.
   *
   * @param row its number within the batch
   * @param description column and cause
   */
  public RowRefusedException(
      ErrorCode code, int row, String description, @Nullable Throwable cause) {
    this(code, row, false, description, cause);
  }

  /**
   * The same.
   *
   * @param present whether the cause is a row that is there already, under the same primary or
   *     unique key
   */
  public RowRefusedException(
      ErrorCode code, int row, boolean present, String description, @Nullable Throwable cause) {
    super(code, ErrorContext.none(), description, cause);
    this.row = row;
    this.present = present;
  }

  /** Whether a row is there already under the same primary or unique key. */
  public boolean isPresent() {
    return present;
  }

  /** Its number within the batch. */
  public int row() {
    return row;
  }
}
