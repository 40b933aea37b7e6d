package io.openoms;

import java.time.Duration;
import java.util.List;

/**
 * How often a step is retried, in every phase. A step is a chunk, a batch of changes, a statement:
 * the smallest piece of work that can be done again. Immutable.
 *
 * @param retries how often a step is retried after transient errors and lost locks; default 10
 * @param delay wait before the first retry, doubled each time up to 30 s; default 500 ms
 * @param overloadWait how long a step is retried while a server is short of memory, and how long
 *     the copy may be without a chunk that succeeds; default 10 minutes
 */
public record RetryOptions(int retries, Duration delay, Duration overloadWait) {

  /** The defaults. */
  public static RetryOptions defaults() {
    return new Builder().build();
  }

  /** What is wrong with these options; empty when nothing is. */
  List<String> faults() {
    OptionFaults faults = new OptionFaults("retry");
    faults.require(retries >= 0, "retries", "0 or more", retries);
    faults.require(!delay.isNegative(), "delay", "0 or more", delay);
    faults.require(!overloadWait.isNegative(), "overloadWait", "0 or more", overloadWait);
    return faults.all();
  }

  /** Collects the options; not thread-safe. */
  public static final class Builder {
    private int retries = 10;
    private Duration delay = Duration.ofMillis(500);
    private Duration overloadWait = Duration.ofMinutes(10);

    Builder() {}

    /** How often a step is retried after transient errors and lost locks; default 10. */
    public Builder retries(int retries) {
      this.retries = retries;
      return this;
    }

    /** Wait before the first retry, doubled each time up to 30 s; default 500 ms. */
    public Builder delay(Duration delay) {
      this.delay = delay;
      return this;
    }

    /**
     * How long a step is retried while a server is short of memory, and how long the copy may be
     * without a chunk that succeeds; default 10 minutes. Meanwhile all writers of the copy wait, as
     * after other errors: twice as long each time, up to 30 s.
     */
    public Builder overloadWait(Duration wait) {
      this.overloadWait = wait;
      return this;
    }

    RetryOptions build() {
      return new RetryOptions(retries, delay, overloadWait);
    }
  }
}
