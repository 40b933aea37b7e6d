package io.openoms.core.copy;

/** How a table is read. */
enum ReadMode {
  /** In chunks of its key order, each as it is when it is read; changes make them agree. */
  CHUNKED,
  /** As a whole at one read point, whose position in the log is stored with its rows. */
  EXACT
}
