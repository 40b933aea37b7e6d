package io.openoms;

/** What the copy does when the sink's table already holds rows that it did not write. */
public enum ConflictPolicy {
  /** The object fails by name and the rows stay as they are. The default. */
  STOP,
  /**
   * Rows that are there stay as they are. A row of the source that a key of the table forbids is
   * left out; it is counted in {@link ObjectResult#conflicts()}, and a warning names its key. A
   * table without a key cannot tell its rows apart and fails as with {@link #STOP}.
   */
  IGNORE,
  /**
   * The table is emptied before its first chunk is copied, once: a run that goes on from stored
   * state never empties it. Rows are deleted, in transactions of their own.
   */
  TRUNCATE
}
