package io.openoms.testkit.memory;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** What a server in memory fails with. */
public enum MemoryError implements ErrorCode {
  /** The session was closed or cut. */
  MEMORY_SESSION_CLOSED(ErrorCategory.SERVER),
  /** Another transaction held the lock for too long. */
  MEMORY_LOCKED(ErrorCategory.CONTENTION),
  /** There is no such table or column, or one of that name is there. */
  MEMORY_NAME_WRONG(ErrorCategory.SERVER),
  /** The definition of a table is not shown. */
  MEMORY_DEFINITION_HIDDEN(ErrorCategory.PRECONDITION),
  /** A statement is not understood. */
  MEMORY_STATEMENT_INVALID(ErrorCategory.SERVER),
  /** A row is there already, or lacks a value. */
  MEMORY_ROW_REFUSED(ErrorCategory.DATA),
  /** The log does not reach back to where reading is to begin. */
  MEMORY_LOG_PURGED(ErrorCategory.PRECONDITION),
  /** A call that this endpoint has declared not to take: a fault of the engine. */
  MEMORY_CALL_WRONG(ErrorCategory.INTERNAL),
  /** The server refuses writes for a while. */
  MEMORY_READ_ONLY(ErrorCategory.PRECONDITION),
  /** Another engine took the project over. */
  MEMORY_FENCED(ErrorCategory.STATE);

  private final ErrorCategory category;

  MemoryError(ErrorCategory category) {
    this.category = category;
  }

  @Override
  public ErrorCategory category() {
    return category;
  }
}
