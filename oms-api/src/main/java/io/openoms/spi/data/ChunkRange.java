package io.openoms.spi.data;

import java.util.Optional;

/**
 * A part of a table's key order.
 *
 * @param after rows behind this key; empty from the first row
 * @param upTo rows up to and including this key; empty to the last row
 */
public record ChunkRange(Optional<KeyTuple> after, Optional<KeyTuple> upTo) {

  /** The whole table. */
  public static ChunkRange all() {
    return new ChunkRange(Optional.empty(), Optional.empty());
  }
}
