package io.openoms.flink;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** The errors of a copy by Flink. */
public enum FlinkError implements ErrorCode {
  /** The cluster cannot be reached, or does not take the job. */
  JOB_REFUSED(
      ErrorCategory.PRECONDITION,
      "Look at the cluster: its address, its free slots, its version. The next run goes on."),
  /** The job failed, or was cancelled. What it has copied stays. */
  JOB_FAILED(
      ErrorCategory.PRECONDITION,
      "Remove the cause that the message or the cluster's log names. The next run goes on where"
          + " the job stopped, with or without the cluster.");

  private final ErrorCategory category;
  private final String remedy;

  FlinkError(ErrorCategory category, String remedy) {
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
