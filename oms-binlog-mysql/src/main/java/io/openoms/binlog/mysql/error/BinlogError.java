package io.openoms.binlog.mysql.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** Why a binary log cannot be read on. */
public enum BinlogError implements ErrorCode {
  /** The log no longer holds what comes next; the server has purged it. */
  LOG_PURGED(
      ErrorCategory.PRECONDITION, "Release the project and begin anew; keep the log for longer."),
  /** The server refuses to send the log, or cannot read it itself. */
  LOG_UNREADABLE(ErrorCategory.SERVER, "Read the server's message in the error."),
  /** A position is not of this log. */
  LOG_POSITION_INVALID(ErrorCategory.STATE, "Name the source with which the project began."),
  /** A project is to begin at a place that is none in this log. */
  START_INVALID(
      ErrorCategory.USAGE,
      "Name a place between two transactions that the source's log holds, or a time."),
  /** The server lacks transactions that were read from it, or from another one, before. */
  TRANSACTIONS_LOST(
      ErrorCategory.STATE,
      "Name a server that has all transactions, or release the project and begin anew."),
  /** The log was begun anew: its files have the names of others. */
  LOG_REPLACED(ErrorCategory.STATE, "Release the project and begin anew."),
  /** MariaDB: the numbers of a domain's transactions do not grow. */
  LOG_NOT_ORDERED(ErrorCategory.DATA, "Set gtid_strict_mode to ON, and begin anew."),
  /** The server leaves databases of the project out of its log. */
  LOG_FILTERED(
      ErrorCategory.PRECONDITION,
      "Start the server without binlog_do_db and binlog_ignore_db. A run with the full phase then"
          + " copies the tables anew."),
  /** The server says that its log lacks something. */
  LOG_INCIDENT(
      ErrorCategory.DATA, "Release the project and begin anew: changes are missing in the log."),
  /** An event of a kind that this library does not know. */
  LOG_EVENT_UNKNOWN(
      ErrorCategory.DATA,
      "Use a version of this library that knows the event, or turn the feature off that writes"
          + " it."),
  /** A transaction is compressed, and the program has left out what decompresses it. */
  LOG_COMPRESSED(
      ErrorCategory.PRECONDITION,
      "Add com.github.luben:zstd-jni to the program, and start again: the run resumes there."),
  /** The bytes of an event are not what its kind asks for. */
  LOG_EVENT_DAMAGED(
      ErrorCategory.DATA,
      "Look into the server's disk and network. If the log itself is damaged, begin anew."),
  /** A captured table is not defined as its changes say. */
  TABLE_CHANGED(ErrorCategory.DATA, "Drop the table at the sink and retry it."),
  /** A change of a captured table stands in the log as a statement. */
  STATEMENT_NOT_FOLLOWED(
      ErrorCategory.DATA, "Set binlog_format to ROW for all sessions, and copy the table anew."),
  /** A change lacks a value that cannot be found elsewhere. */
  ROW_INCOMPLETE(
      ErrorCategory.DATA,
      "Set binlog_row_image to FULL for all sessions, and copy the table anew."),
  /** A two-phase transaction was committed whose changes were not seen. */
  TRANSACTION_UNKNOWN(ErrorCategory.DATA, "Release the project and begin anew."),
  /** Two-phase transactions stay prepared, so that no place is found to begin at. */
  TRANSACTIONS_UNDECIDED(
      ErrorCategory.PRECONDITION,
      "Commit or roll back the prepared transactions that XA RECOVER shows."),
  /** A transaction was undone after a part of it had been told. */
  TRANSACTION_UNDONE(ErrorCategory.DATA, "Copy the tables of that transaction anew."),
  /**
   * A transaction of the other direction is told too late to be left out, or its mark cannot be
   * read.
   */
  OWN_WRITES_UNMARKED(
      ErrorCategory.STATE,
      "Use one version of this library for both directions; do not change rows of its"
          + " bookkeeping.");

  private final ErrorCategory category;
  private final String remedy;

  BinlogError(ErrorCategory category, String remedy) {
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

  /** A server that is started anew without its filter has a log that shows no gap. */
  @Override
  public boolean losesChanges() {
    return this == LOG_FILTERED;
  }
}
