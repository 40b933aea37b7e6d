package io.openoms.jdbc.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** What servers that are reached over JDBC fail with. */
public enum JdbcError implements ErrorCode {
  /** No connection could be made. */
  CONNECTION_FAILED(ErrorCategory.TRANSIENT),
  /** The server went away in the middle. */
  CONNECTION_LOST(ErrorCategory.TRANSIENT),
  /** The server takes no writes for the moment, as one does that is to become a standby. */
  SERVER_READ_ONLY(ErrorCategory.TRANSIENT),
  /** The session was closed or cut by this library. */
  CONNECTION_CLOSED(ErrorCategory.SERVER),
  /** The server's certificate is not trusted, or it offers no protection. */
  TLS_FAILED(ErrorCategory.PRECONDITION),
  /** The user may not log in, or lacks a privilege. */
  ACCESS_DENIED(ErrorCategory.PRECONDITION),
  /** Commits stand in the log that readers do not see, for longer than was waited. */
  COMMITS_HELD(ErrorCategory.PRECONDITION),
  /** The server, or a proxy before it, keeps a session setting at another value. */
  SESSION_SETTING_IGNORED(ErrorCategory.PRECONDITION),
  /** Another transaction held a lock, or a deadlock was broken. */
  LOCK_CONFLICT(ErrorCategory.CONTENTION),
  /** The server is short of memory or busy, and asks to come back. */
  SERVER_OVERLOADED(ErrorCategory.OVERLOAD),
  /** The server failed for a reason of its own, and may succeed the next time. */
  SERVER_FAULT(ErrorCategory.TRANSIENT),
  /** A row with the same key is there already. */
  DUPLICATE_ROW(ErrorCategory.DATA),
  /** The server cannot hold a value, or a rule of the table forbids the row. */
  VALUE_REFUSED(ErrorCategory.DATA),
  /** A row is larger than the server takes in one packet. */
  PACKET_TOO_LARGE(ErrorCategory.DATA),
  /** The server took another number of rows than it was given. */
  ROW_COUNT_WRONG(ErrorCategory.DATA),
  /** A row filter is not understood by the source. */
  ROW_FILTER_INVALID(ErrorCategory.USAGE),
  /** A statement failed. */
  STATEMENT_FAILED(ErrorCategory.SERVER),
  /** Another engine has taken the project over. */
  STATE_FENCED(ErrorCategory.STATE),
  /** The bookkeeping was made by another version, or is damaged. */
  STATE_UNKNOWN(ErrorCategory.STATE);

  private final ErrorCategory category;

  JdbcError(ErrorCategory category) {
    this.category = category;
  }

  @Override
  public ErrorCategory category() {
    return category;
  }
}
