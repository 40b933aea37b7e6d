package io.openoms.core.phase;

/**
 * Where a run that follows begins. Thread-safe: the run waits in its own task for {@link #begin}.
 */
public final class Entry {

  /** Where the stored state says, or with the copy. */
  public static final Entry STORED = new Entry(false);

  private final boolean equal;
  private volatile boolean ready;
  private volatile boolean begun;

  private Entry(boolean equal) {
    this.equal = equal;
  }

  /**
   * At the end of the log when it is told to begin: both ends are equal then, as writes were
   * stopped and everything was applied. Before that the run prepares what it can. What is stored of
   * an earlier time in this direction does not count any more.
   */
  public static Entry whenEqual() {
    return new Entry(true);
  }

  /** Whether both ends are equal when the run begins. */
  public boolean isEqual() {
    return equal;
  }

  /** Both ends are equal from now on. */
  public void begin() {
    begun = true;
  }

  /** Whether it was told to begin. */
  public boolean mayBegin() {
    return !equal || begun;
  }

  /** The run has prepared what it can. */
  public void prepared() {
    ready = true;
  }

  /** Whether the run has prepared what it can. */
  public boolean isPrepared() {
    return ready;
  }
}
