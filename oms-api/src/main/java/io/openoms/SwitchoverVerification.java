package io.openoms;

/** What a switchover compares at both ends before writes are stopped. */
public enum SwitchoverVerification {
  /**
   * The rows that the log has changed since a verification of this run found their table equal. A
   * table that none of this run has found equal is compared as a whole, and so is one of which all
   * rows may have changed: its definition did, rows cascaded without a trace in the log, it has no
   * key, or more than 100,000 of its rows were changed. Which rows were changed is kept in memory
   * alone, so after a restart all tables are compared. What others write at the sink is not seen.
   */
  CHANGED,
  /** All rows of all tables. */
  ALL,
  /** Nothing. */
  NONE
}
