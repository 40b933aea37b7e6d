package io.openoms.tidb.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** What reading from TiDB fails with beside what all databases fail with. */
public enum TiDbError implements ErrorCode {
  /** The cluster's garbage collection has removed the rows of the state that was being read. */
  SNAPSHOT_COLLECTED(
      ErrorCategory.PRECONDITION,
      "Raise tidb_gc_life_time, and tidb_gc_max_wait_time, beyond the time that the table's copy takes; then retry the table."),
  /** The transaction that kept a state of rows was ended by somebody else. */
  SNAPSHOT_ENDED(
      ErrorCategory.TRANSIENT,
      "Look for a proxy, or an operator, that ends transactions; the table is read anew."),
  /** The server gave no timestamp for a transaction. */
  TIMESTAMP_UNKNOWN(
      ErrorCategory.PRECONDITION,
      "Connect to a TiDB server itself, or through a proxy that keeps transactions on one session.");

  private final ErrorCategory category;
  private final String remedy;

  TiDbError(ErrorCategory category, String remedy) {
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
