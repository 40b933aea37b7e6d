package io.openoms;

/** What a verification looks at. */
public enum VerificationScope {
  /** All rows of all tables. */
  ALL,
  /** All rows of those tables that the last verification did not find consistent. */
  ABNORMAL_TABLES,
  /**
   * Only the rows that the last verification found to differ, or could not resolve. A table without
   * a key, or one that could not be compared to its end, is compared as a whole.
   */
  INCONSISTENT,
  /**
   * The rows that were changed since a verification of this run found their table equal; see {@link
   * SwitchoverVerification#CHANGED}. Without that option of a switchover nothing is known of
   * changes, and all rows of all tables are compared.
   */
  CHANGED
}
