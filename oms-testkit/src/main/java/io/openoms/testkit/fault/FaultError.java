package io.openoms.testkit.fault;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;

/** What calls fail with on purpose. */
public enum FaultError implements ErrorCode {
  /** A link was lost, so nobody knows whether the call was made. */
  FAULT_LINK_LOST(ErrorCategory.TRANSIENT),
  /** The server refuses the call, each time. */
  FAULT_REFUSED(ErrorCategory.PRECONDITION),
  /** The engine is dead: none of its calls reaches a server any more. */
  FAULT_ENGINE_DEAD(ErrorCategory.INTERNAL);

  private final ErrorCategory category;

  FaultError(ErrorCategory category) {
    this.category = category;
  }

  @Override
  public ErrorCategory category() {
    return category;
  }

  /** The error of a call. */
  public MigrationException at(Call call) {
    return new MigrationException(this, ErrorContext.none(), "on purpose at " + call);
  }
}
