package io.openoms.oceanbase.binlog;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** What keeps changes from being read from the Binlog Service. */
public enum BinlogServiceError implements ErrorCode {
  /** The Binlog Service has not written yet what the tenant has committed. */
  BINLOG_SERVICE_BEHIND(
      ErrorCategory.TRANSIENT,
      "See whether the Binlog Service converts this tenant's log (SHOW BINLOG STATUS), and whether"
          + " the address is that of this tenant.");

  private final ErrorCategory category;
  private final String remedy;

  BinlogServiceError(ErrorCategory category, String remedy) {
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
