package io.openoms.postgresql.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** What only the PostgreSQL endpoint fails with. */
public enum PostgreSqlError implements ErrorCode {
  /** A row holds a value that no type of the target can hold, so nothing can take its place. */
  SOURCE_VALUE_UNFIT(
      ErrorCategory.DATA,
      "Correct the row at the source, leave the column out of the selection, or leave the row out by a row filter."),
  /** Policies of row security would hide rows of the table from this role. */
  ROWS_HIDDEN(
      ErrorCategory.PRECONDITION,
      "Give the role BYPASSRLS, or let the table's owner read it, and start the project again."),
  /** A table to which changes come back is not as the table that they come from needs it. */
  TABLE_UNFIT(
      ErrorCategory.PRECONDITION,
      "Change the table back to what it was at the switchover, and start the project again."),
  /** Transactions that write to the project's tables do not end, so a switchover cannot go on. */
  WRITERS_OPEN(
      ErrorCategory.PRECONDITION,
      "End the transactions that the error names, and switch over again."),
  /** A stored definition was not written by this version of this endpoint. */
  STORED_DEFINITION_UNKNOWN(
      ErrorCategory.STATE,
      "Use the version of this library that wrote the state, or release the project and begin anew.");

  private final ErrorCategory category;
  private final String remedy;

  PostgreSqlError(ErrorCategory category, String remedy) {
    this.category = category;
    this.remedy = remedy;
  }

  @Override
  public ErrorCategory category() {
    return category;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
