package io.openoms.core.phase;

import io.openoms.core.crossing.CrossingSide;
import java.util.Optional;

/**
 * Where a run that follows begins. Thread-safe: the run waits in its own task for {@link #begin}.
 */
public final class Entry {

  /** Where the stored state says, or with the copy. */
  public static final Entry STORED = new Entry(false, Optional.empty());

  private final boolean equal;
  private final Optional<CrossingSide> side;
  private volatile boolean ready;
  private volatile boolean begun;

  private Entry(boolean equal, Optional<CrossingSide> side) {
    this.equal = equal;
    this.side = side;
  }

  /** The same as {@link #STORED}, beside the other direction. */
  public static Entry stored(CrossingSide side) {
    return new Entry(false, Optional.of(side));
  }

  /**
   * At the end of the log when it is told to begin: both ends are equal then, as writes were
   * stopped and everything was applied. Before that the run prepares what it can. What is stored of
   * an earlier time in this direction does not count any more.
   */
  public static Entry whenEqual() {
    return new Entry(true, Optional.empty());
  }

  /**
   * The same, beside the other direction: what the sink lacks of the source's rows comes over that
   * one.
   */
  public static Entry whenEqual(CrossingSide side) {
    return new Entry(true, Optional.of(side));
  }

  /** What the run shares with the other direction; empty where one works at a time. */
  public Optional<CrossingSide> side() {
    return side;
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
