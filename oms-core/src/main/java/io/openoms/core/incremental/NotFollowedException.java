package io.openoms.core.incremental;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import org.jspecify.annotations.Nullable;

/**
 * A change that the sink cannot follow, with the reason apart from what a user is told beside it.
 */
final class NotFollowedException extends MigrationException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  NotFollowedException(
      ErrorContext context,
      String description,
      String reason,
      int serverError,
      @Nullable Throwable cause) {
    super(EngineError.DDL_NOT_FOLLOWED, context, description, serverError, cause);
    this.reason = reason;
  }

  /** Why it is not followed, as a part of a sentence. */
  String reason() {
    return reason;
  }
}
