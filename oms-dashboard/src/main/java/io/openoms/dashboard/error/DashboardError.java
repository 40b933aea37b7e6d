package io.openoms.dashboard.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** The errors of the page. */
public enum DashboardError implements ErrorCode {
  /** The page cannot listen on its port of this machine's loopback address. */
  PAGE_PORT_UNAVAILABLE(
      ErrorCategory.PRECONDITION, "Choose a port that is free, or 0 for any that is.");

  private final ErrorCategory category;
  private final String remedy;

  DashboardError(ErrorCategory category, String remedy) {
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
