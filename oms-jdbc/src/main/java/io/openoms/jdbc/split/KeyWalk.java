package io.openoms.jdbc.split;

import io.openoms.spi.data.KeyTuple;
import java.util.Optional;

/** Looks along the index of a table's key, at the server. One thread. */
public interface KeyWalk extends AutoCloseable {

  /**
   * The key of the row that stands that many rows after a key. The server passes all rows between.
   * Blocks.
   *
   * @param after a key, of a row or not; empty: from the table's first row
   * @param rows at least 1
   * @return empty when the table has no such row
   */
  Optional<KeyTuple> after(Optional<KeyTuple> after, long rows);

  /** The table's greatest key; empty when it has no row. Blocks. */
  Optional<KeyTuple> greatest();

  @Override
  void close();
}
