package io.openoms.core.task;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.function.Supplier;

/**
 * Opens endpoints. A session that a server gave and took back, as one that is killed, is opened
 * anew as often as a policy says, also while the server restarts. A login that is refused is an
 * error at once, and so is a server that does not answer the first attempt: its address may be
 * wrong. Thread-safe.
 */
public final class Opening {

  private final Repeater repeater;

  /** Opens by the policy of that repeater. */
  public Opening(Repeater repeater) {
    this.repeater = repeater;
  }

  /**
   * Opens an endpoint. Blocks.
   *
   * @param open opens it, and leaves nothing open when it fails
   * @throws MigrationException the last error
   */
  public <T> T open(Supplier<T> open) {
    try {
      return open.get();
    } catch (MigrationException e) {
      if (!e.isRetryable() || e.code().category() == ErrorCategory.UNREACHABLE) {
        throw e;
      }
      return repeater.run(ErrorContext.none(), number -> again(number, e, open));
    }
  }

  /** The first attempt is over, and its error is the repeater's to judge. */
  private static <T> T again(int number, MigrationException first, Supplier<T> open) {
    if (number == 0) {
      throw first;
    }
    return open.get();
  }
}
