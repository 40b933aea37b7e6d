package io.openoms;

/** Which of the tables that a selection's rules cover are moved. */
public enum TableChoice {
  /** All of them. The default. */
  ALL,
  /**
   * Those with a primary key, or a unique key all of whose columns are NOT NULL. The others stay
   * behind, each named by a warning; naming one without a wildcard is an error.
   */
  WITH_UNIQUE_KEY
}
