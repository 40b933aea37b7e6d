package io.openoms.testkit.memory;

import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.Optional;

/** Walks a table's key order. One thread. */
final class MemorySplitter implements ChunkSplitter {

  private final MemorySnapshotSource source;
  private final TableRead read;
  private final long chunkRows;
  private Optional<KeyTuple> from;

  MemorySplitter(
      MemorySnapshotSource source, TableRead read, Optional<KeyTuple> after, long chunkRows) {
    this.source = source;
    this.read = read;
    this.from = after;
    this.chunkRows = chunkRows;
  }

  @Override
  public Optional<KeyTuple> nextBound() {
    List<RowImage> next =
        source.rows(read, new ChunkRange(from, Optional.empty())).limit(chunkRows + 1).toList();
    if (next.size() <= chunkRows) {
      return Optional.empty();
    }
    from = Optional.of(source.order(read).key(next.get((int) chunkRows - 1)));
    return from;
  }

  @Override
  public void close() {}
}
