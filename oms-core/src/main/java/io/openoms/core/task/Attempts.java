package io.openoms.core.task;

import io.openoms.RetryOptions;
import io.openoms.error.ErrorCategory;
import io.openoms.error.MigrationException;
import java.util.OptionalLong;

/**
 * How often one step has failed, and whether it is tried again: a number of times after errors of
 * links and locks, for some time while a server is short of memory. One thread at a time.
 */
public final class Attempts {

  private final RetryOptions policy;
  private int failed;
  private int overloads;
  private long overloadedSince;

  /** A step that was not tried yet. */
  public Attempts(RetryOptions policy) {
    this.policy = policy;
  }

  /** Whether the step was never tried. */
  public boolean isFirst() {
    return failed + overloads == 0;
  }

  /** The wait before the step is tried again, in nanoseconds; empty when it is given up. */
  public OptionalLong next(MigrationException error) {
    if (!error.isRetryable()) {
      return OptionalLong.empty();
    }
    if (isOverload(error)) {
      return nextAfterOverload();
    }
    return failed < policy.retries()
        ? OptionalLong.of(Backoff.nanos(policy.delay(), failed++))
        : OptionalLong.empty();
  }

  private OptionalLong nextAfterOverload() {
    long now = System.nanoTime();
    if (overloads == 0) {
      overloadedSince = now;
    }
    boolean late = now - overloadedSince >= policy.overloadWait().toNanos();
    return late
        ? OptionalLong.empty()
        : OptionalLong.of(Backoff.nanos(policy.delay(), overloads++));
  }

  /** Whether a server is short of memory. */
  public static boolean isOverload(MigrationException error) {
    return error.code().category() == ErrorCategory.OVERLOAD;
  }
}
