package io.openoms.core.copy;

import io.openoms.core.table.MigratedObject;
import io.openoms.spi.data.TableRead;

/**
 * A table that is copied in a group. Immutable, but for the object.
 *
 * @param read what is read of it
 * @param isComplete whether the sink has all its indexes
 * @param mostRows with more rows it is not small: it is copied in chunks then
 */
record SmallTable(MigratedObject object, TableRead read, boolean isComplete, long mostRows) {

  /** The bytes of so many chunks a table may have that was expected to be one. */
  static final long MOST_CHUNKS = 2;

  /** The bytes that its rows have by the source's statistics. */
  long expectedBytes() {
    return object.expectedRows() * read.table().averageRowBytes();
  }
}
