package io.openoms.binlog.mysql.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** Why a binary log cannot be read on. */
public enum BinlogError implements ErrorCode {
  /** The log no longer holds what comes next; the server has purged it. */
  LOG_PURGED(ErrorCategory.PRECONDITION),
  /** The server refuses to send the log, or cannot read it itself. */
  LOG_UNREADABLE(ErrorCategory.SERVER),
  /** A position is not of this log. */
  LOG_POSITION_INVALID(ErrorCategory.STATE),
  /** The server lacks transactions that were read from it, or from another one, before. */
  TRANSACTIONS_LOST(ErrorCategory.STATE),
  /** The log was begun anew: its files have the names of others. */
  LOG_REPLACED(ErrorCategory.STATE),
  /** MariaDB: the numbers of a domain's transactions do not grow. */
  LOG_NOT_ORDERED(ErrorCategory.DATA),
  /** The server says that its log lacks something. */
  LOG_INCIDENT(ErrorCategory.DATA),
  /** An event of a kind that this library does not know. */
  LOG_EVENT_UNKNOWN(ErrorCategory.DATA),
  /** The bytes of an event are not what its kind asks for. */
  LOG_EVENT_DAMAGED(ErrorCategory.DATA),
  /** A captured table is not defined as its changes say. */
  TABLE_CHANGED(ErrorCategory.DATA),
  /** A change of a captured table stands in the log as a statement. */
  STATEMENT_NOT_FOLLOWED(ErrorCategory.DATA),
  /** A change lacks a value that cannot be found elsewhere. */
  ROW_INCOMPLETE(ErrorCategory.DATA),
  /** A two-phase transaction was committed whose changes were not seen. */
  TRANSACTION_UNKNOWN(ErrorCategory.DATA),
  /** Two-phase transactions stay prepared, so that no place is found to begin at. */
  TRANSACTIONS_UNDECIDED(ErrorCategory.PRECONDITION),
  /** A transaction was undone after a part of it had been told. */
  TRANSACTION_UNDONE(ErrorCategory.DATA);

  private final ErrorCategory category;

  BinlogError(ErrorCategory category) {
    this.category = category;
  }

  @Override
  public ErrorCategory category() {
    return category;
  }
}
