package io.openoms.core.copy;

import io.openoms.FullOptions;
import io.openoms.core.task.Backoff;
import io.openoms.error.ErrorCategory;
import io.openoms.error.MigrationException;
import java.util.OptionalLong;

/**
 * How often one step has failed, and whether it is tried again: a number of times after errors of
 * links and locks, for some time while a server is short of memory. One thread at a time.
 */
final class Attempts {

  private final FullOptions options;
  private int failed;
  private int overloads;
  private long overloadedSince;

  /** A step that was not tried yet. */
  Attempts(FullOptions options) {
    this.options = options;
  }

  /** Whether the step was never tried. */
  boolean isFirst() {
    return failed + overloads == 0;
  }

  /** The wait before the step is tried again, in nanoseconds; empty when it is given up. */
  OptionalLong next(MigrationException error) {
    if (!error.isRetryable()) {
      return OptionalLong.empty();
    }
    if (isOverload(error)) {
      return nextAfterOverload();
    }
    return failed < options.retries()
        ? OptionalLong.of(Backoff.nanos(options.retryDelay(), failed++))
        : OptionalLong.empty();
  }

  private OptionalLong nextAfterOverload() {
    long now = System.nanoTime();
    if (overloads == 0) {
      overloadedSince = now;
    }
    boolean late = now - overloadedSince >= options.overloadWait().toNanos();
    return late
        ? OptionalLong.empty()
        : OptionalLong.of(Backoff.nanos(options.retryDelay(), overloads++));
  }

  /** Whether a server is short of memory. */
  static boolean isOverload(MigrationException error) {
    return error.code().category() == ErrorCategory.OVERLOAD;
  }
}
