package io.openoms;

/** What the copy does when the sink's table already holds rows that it did not write. */
public enum ConflictPolicy {
  /** The object fails by name and the rows stay as they are. The default. */
  STOP
}
