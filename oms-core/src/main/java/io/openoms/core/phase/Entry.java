package io.openoms.core.phase;

/** Where a run that follows begins. */
public enum Entry {
  /** Where the stored state says, or with the copy. */
  STORED,
  /**
   * At the end of the log now: both ends are equal, as writes were stopped and everything was
   * applied. What is stored of an earlier time in this direction does not count any more.
   */
  EQUAL_NOW
}
