package io.openoms.spi;

import io.openoms.spi.data.KeyTuple;
import java.util.Optional;

/** A walk over a table's key order. One thread. */
public interface ChunkSplitter extends AutoCloseable {

  /** The last key of the next chunk; empty when what is left is the last chunk. Blocks. */
  Optional<KeyTuple> nextBound();

  @Override
  void close();
}
