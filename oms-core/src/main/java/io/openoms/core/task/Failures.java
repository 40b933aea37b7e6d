package io.openoms.core.task;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorCategory;
import io.openoms.error.MigrationException;

/** Which errors end the run, and which only one object. */
public final class Failures {

  private Failures() {}

  /**
   * Whether an error concerns the whole run: another engine took over, the run was stopped, a link
   * or a server is gone for good, or the library itself is at fault. A lock that did not come, or
   * memory that did not suffice, is an object's own trouble.
   */
  public static boolean endsRun(MigrationException error) {
    ErrorCategory category = error.code().category();
    return category == ErrorCategory.STATE
        || category == ErrorCategory.INTERNAL
        || category == ErrorCategory.TRANSIENT
        || category == ErrorCategory.UNREACHABLE
        || error.code() == EngineError.RUN_STOPPED;
  }
}
