package io.openoms.core.task;

import io.openoms.FullOptions;
import io.openoms.IncrementalOptions;
import java.time.Duration;

/**
 * How often a step is tried again.
 *
 * @param retries after errors of links and locks
 * @param delay before the first retry, doubled each time up to 30 s
 * @param overloadWait how long while a server is short of memory
 */
public record RetryPolicy(int retries, Duration delay, Duration overloadWait) {

  /** That of a copy. */
  public static RetryPolicy of(FullOptions options) {
    return new RetryPolicy(options.retries(), options.retryDelay(), options.overloadWait());
  }

  /** That of following, with the copy's patience for a server that is short of memory. */
  public static RetryPolicy of(IncrementalOptions options, FullOptions full) {
    return new RetryPolicy(options.retries(), options.retryDelay(), full.overloadWait());
  }
}
