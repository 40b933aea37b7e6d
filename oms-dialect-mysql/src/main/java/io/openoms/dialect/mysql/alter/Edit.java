package io.openoms.dialect.mysql.alter;

import java.util.function.Consumer;

/**
 * One change that a statement makes. A statement's changes are not made in its order: servers first
 * take the columns that were there, by their old names, then those that are added, then keys.
 *
 * @param stage when it is made
 * @param what makes it
 */
record Edit(Stage stage, Consumer<TableEdit> what) {

  /** The stages of a statement, in order. */
  enum Stage {
    /** Indexes and constraints that were there go or change, by their old names. */
    OLD_KEYS,
    /** Columns that were there go or change, by their old names. */
    OLD_COLUMNS,
    /** Columns are added and find their places. */
    PLACES,
    /** Indexes and constraints are added, and options set. */
    NEW_KEYS
  }
}
