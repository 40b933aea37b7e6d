package io.openoms.core.task;

import io.openoms.Phases;
import io.openoms.RunLimits;

/**
 * How much the tasks of a run may do now. Threads, connections and the bookkeeping of writers are
 * there for as many tasks as the run began with; those beyond the limit rest before their next
 * step. Thread-safe.
 */
public final class Limits {

  private static final int ANY = Integer.MAX_VALUE;

  private final RunLimits most;
  private final RateLimit rows;
  private final RateLimit bytes;
  private volatile RunLimits now;

  private Limits(RunLimits first) {
    this.most = first;
    this.now = first;
    this.rows = RateLimit.of(first.rowsPerSecond());
    this.bytes = RateLimit.of(first.bytesPerSecond());
  }

  /** Those with which a project begins. */
  public static Limits of(Phases phases) {
    return new Limits(RunLimits.of(phases));
  }

  /** No limit. */
  static Limits none() {
    return new Limits(new RunLimits(ANY, ANY, ANY, 0, 0));
  }

  /** The limits now. */
  public RunLimits now() {
    return now;
  }

  /**
   * Sets them, also for work that waits already.
   *
   * @throws IllegalArgumentException when there are to be more tasks than the run began with
   */
  public synchronized void set(RunLimits limits) {
    require(limits.readers(), most.readers(), "readers");
    require(limits.writers(), most.writers(), "writers");
    require(limits.lanes(), most.lanes(), "lanes");
    now = limits;
    rows.set(limits.rowsPerSecond());
    bytes.set(limits.bytesPerSecond());
  }

  private static void require(int number, int most, String name) {
    if (number > most) {
      throw new IllegalArgumentException(
          "the run began with " + most + " " + name + ", and can have no more; not " + number);
    }
  }

  /** Rows that are read in a second. */
  public RateLimit rows() {
    return rows;
  }

  /** Bytes that are read in a second. */
  public RateLimit bytes() {
    return bytes;
  }
}
