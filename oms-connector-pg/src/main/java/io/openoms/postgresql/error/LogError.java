package io.openoms.postgresql.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** Why PostgreSQL's log cannot be followed. */
public enum LogError implements ErrorCode {
  /** The server's log does not hold changes of rows. */
  LOG_NOT_LOGICAL(
      ErrorCategory.PRECONDITION, "Set wal_level to logical at the server, and restart it."),
  /** The server is a standby: slots and publications are made at the primary. */
  SERVER_IS_STANDBY(ErrorCategory.PRECONDITION, "Name the primary server."),
  /** The log is read over a connection that a caller's data source does not give. */
  LOG_NEEDS_ADDRESS(
      ErrorCategory.USAGE, "Name the source by its URL and credentials, not by a data source."),
  /** A position is not one of this library's. */
  LOG_POSITION_INVALID(ErrorCategory.STATE, "Name the source with which the project began."),
  /** The server has another log than the one that was followed: it was promoted, or restored. */
  LOG_REPLACED(ErrorCategory.STATE, "Release the project and begin anew."),
  /** The replication slot of the project is gone. */
  SLOT_MISSING(ErrorCategory.STATE, "Release the project and begin anew."),
  /** The server has given up what the slot still needed of the log. */
  SLOT_LOST(
      ErrorCategory.STATE,
      "Release the project and begin anew; raise max_slot_wal_keep_size, or let the project run more often."),
  /** The slot is past the position from which the log is to be read. */
  SLOT_AHEAD(ErrorCategory.STATE, "Release the project and begin anew."),
  /** The slot is read by another connection, perhaps one that has just been cut. */
  SLOT_IN_USE(
      ErrorCategory.TRANSIENT,
      "End the other engine of the project. A connection that was cut leaves the slot after wal_sender_timeout."),
  /** The name of the project's slot or publication is taken by something else. */
  CAPTURE_NAME_TAKEN(
      ErrorCategory.PRECONDITION,
      "Drop the slot or publication, or give the project another name, or name others (slot, publication)."),
  /** Transactions stay open, so that changes cannot be captured without a gap. */
  TRANSACTIONS_OPEN(
      ErrorCategory.TRANSIENT, "End the transactions that the error names; the step is retried."),
  /** The log does not hold the changes of a table from the start on. */
  CHANGES_NOT_LOGGED(ErrorCategory.STATE, "Drop the table at the sink and retry it."),
  /** The log does not identify a table's rows by the key of their copy. */
  IDENTITY_UNFIT(
      ErrorCategory.PRECONDITION,
      "Set the table's REPLICA IDENTITY to DEFAULT with a primary key, or to FULL."),
  /** A message of a kind that this library does not know. */
  LOG_MESSAGE_UNKNOWN(
      ErrorCategory.DATA, "Use a version of this library that knows the server's version."),
  /** A message is not what its kind asks for. */
  LOG_MESSAGE_DAMAGED(ErrorCategory.DATA, "Look into the network; report it if it repeats."),
  /** A captured table is not defined as its changes say. */
  TABLE_CHANGED(ErrorCategory.DATA, "Drop the table at the sink and retry it.");

  private final ErrorCategory category;
  private final String remedy;

  LogError(ErrorCategory category, String remedy) {
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
