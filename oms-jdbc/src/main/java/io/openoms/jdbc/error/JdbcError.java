package io.openoms.jdbc.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** What servers that are reached over JDBC fail with. */
public enum JdbcError implements ErrorCode {
  /** No connection could be made. */
  CONNECTION_FAILED(
      ErrorCategory.UNREACHABLE,
      "Look at address, port and network. A step of a run at work is retried; a run that begins is"
          + " not."),
  /** The server went away in the middle. */
  CONNECTION_LOST(
      ErrorCategory.TRANSIENT,
      "Nothing; the step is retried. If it repeats, look at the network and at limits of time at"
          + " the server."),
  /** The server takes no writes for the moment, as one does that is to become a standby. */
  SERVER_READ_ONLY(
      ErrorCategory.TRANSIENT,
      "Wait until the server takes writes again, or name the server that does; the step is"
          + " retried."),
  /** The session was closed or cut by this library. */
  CONNECTION_CLOSED(ErrorCategory.SERVER, "Start the project again; it resumes."),
  /** The server's certificate is not trusted, or it offers no protection. */
  TLS_FAILED(
      ErrorCategory.PRECONDITION, "Trust the server's certificate, or choose another TLS mode."),
  /** The user may not log in, or lacks a privilege. */
  ACCESS_DENIED(
      ErrorCategory.PRECONDITION,
      "Correct user and password, or grant the privilege that the error names."),
  /** The server refuses the login, and will the next time: no such database, a blocked host. */
  LOGIN_REFUSED(
      ErrorCategory.PRECONDITION,
      "Do what the server's message asks for: correct the database, or unblock the host."),
  /** Commits stand in the log that readers do not see, for longer than was waited. */
  COMMITS_HELD(
      ErrorCategory.PRECONDITION,
      "Find the session that holds its commit back, or the replica that does not acknowledge."),
  /** A server could not be made read-only in time: another session holds a lock against it. */
  FREEZE_HELD(
      ErrorCategory.PRECONDITION,
      "Let the session that holds the lock end, or end it, and ask for the switchover again."),
  /** The server, or a proxy before it, keeps a session setting at another value. */
  SESSION_SETTING_IGNORED(
      ErrorCategory.PRECONDITION, "Connect without the proxy, or have it let the setting pass."),
  /** Another transaction held a lock, or a deadlock was broken. */
  LOCK_CONFLICT(
      ErrorCategory.CONTENTION, "Find the transaction that holds the lock; the step is retried."),
  /** The server is short of memory or busy, and asks to come back. */
  SERVER_OVERLOADED(
      ErrorCategory.OVERLOAD,
      "Give the server more memory, or lower readers, writers and limits; the step is retried."),
  /** The server failed for a reason of its own, and may succeed the next time. */
  SERVER_FAULT(ErrorCategory.TRANSIENT, "Look into the server's own log; the step is retried."),
  /** A row with the same key is there already. */
  DUPLICATE_ROW(ErrorCategory.DATA, "Find out who else writes to the sink."),
  /** The server cannot hold a value, or a rule of the table forbids the row. */
  VALUE_REFUSED(
      ErrorCategory.DATA,
      "Retry the table with another type in an edited statement, or correct the row at the"
          + " source."),
  /** A row is larger than the server takes in one packet. */
  PACKET_TOO_LARGE(ErrorCategory.DATA, "Raise max_allowed_packet at the server."),
  /** The server took another number of rows than it was given. */
  ROW_COUNT_WRONG(
      ErrorCategory.DATA, "Find out who else writes to the sink, or which trigger does."),
  /** A row filter is not understood by the source. */
  ROW_FILTER_INVALID(ErrorCategory.USAGE, "Correct the row filter."),
  /** A statement failed. */
  STATEMENT_FAILED(ErrorCategory.SERVER, "Read the server's message in the error."),
  /** Another engine has taken the project over. */
  STATE_FENCED(ErrorCategory.STATE, "Let one engine alone run the project."),
  /** The bookkeeping was made by another version, or is damaged. */
  STATE_UNKNOWN(
      ErrorCategory.STATE,
      "Use the version of this library that wrote the state, or release the project and begin"
          + " anew.");

  private final ErrorCategory category;
  private final String remedy;

  JdbcError(ErrorCategory category, String remedy) {
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
