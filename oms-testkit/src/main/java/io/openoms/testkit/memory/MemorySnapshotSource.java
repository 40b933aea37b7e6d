package io.openoms.testkit.memory;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads rows in the order of a table's key. A chunk is read as it is when its reader is opened.
 * Thread-safe.
 */
record MemorySnapshotSource(MemorySession session) implements SnapshotSource {

  @Override
  public void validate(TableRead read) {
    if (read.filter().isPresent()) {
      throw new MigrationException(
          MemoryError.MEMORY_STATEMENT_INVALID,
          ErrorContext.of(read.table().name()),
          "row filters are not understood");
    }
  }

  @Override
  public ChunkSplitter splitter(TableRead read, Optional<KeyTuple> after, long chunkRows) {
    return new MemorySplitter(this, read, after, chunkRows);
  }

  @Override
  public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
    return read(session.server().snapshot(), read, range, batches);
  }

  @Override
  public RowReader find(TableRead read, RowBatch keys, RowBatches batches) {
    MemoryTable table = session.server().snapshot().content().table(read.table().name());
    List<RowImage> rows = new MemoryKeys(table, keys, false).rows();
    return new MemoryRowReader(rows, table.numbers(read.columns()), read.columns(), batches);
  }

  @Override
  public ReadPoint readPoint(List<TableRead> tables) {
    return new MemoryReadPoint(session.server().snapshot());
  }

  @Override
  public ReadPoint sharedPoint(List<TableRead> tables) {
    return session.server().hasSharedPoints()
        ? readPoint(tables)
        : SnapshotSource.super.sharedPoint(tables);
  }

  static RowReader read(
      MemorySnapshot snapshot, TableRead read, ChunkRange range, RowBatches batches) {
    MemoryTable table = snapshot.content().table(read.table().name());
    List<RowImage> rows = rows(table, read, range).toList();
    return new MemoryRowReader(rows, table.numbers(read.columns()), read.columns(), batches);
  }

  /** The rows of a range, in key order. */
  Stream<RowImage> rows(TableRead read, ChunkRange range) {
    return rows(session.server().content().table(read.table().name()), read, range);
  }

  private static Stream<RowImage> rows(MemoryTable table, TableRead read, ChunkRange range) {
    MemoryOrder order = table.order(table.numbers(read.key()));
    return table.rows().stream()
        .filter(row -> range.after().filter(key -> order.compare(row, key) <= 0).isEmpty())
        .filter(row -> range.upTo().filter(key -> order.compare(row, key) > 0).isEmpty())
        .sorted(order);
  }

  MemoryOrder order(TableRead read) {
    MemoryTable table = session.server().content().table(read.table().name());
    return table.order(table.numbers(read.key()));
  }
}
