package io.openoms.tck.toy;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** The toy's errors. */
enum ToyError implements ErrorCode {
  /** The thread was interrupted. */
  TOY_INTERRUPTED;

  @Override
  public ErrorCategory category() {
    return ErrorCategory.INTERNAL;
  }
}
