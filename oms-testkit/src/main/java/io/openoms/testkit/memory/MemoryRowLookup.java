package io.openoms.testkit.memory;

import io.openoms.spi.RowLookup;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableRead;
import java.util.List;

/**
 * Reads rows by their keys, behind every transaction that stands in the log: it waits for those
 * that nobody sees yet. Thread-safe.
 */
record MemoryRowLookup(MemorySession session) implements RowLookup {

  @Override
  public RowReader find(TableRead read, RowBatch keys, RowBatches batches) {
    MemoryTransaction transaction = session.begin();
    try {
      MemoryTable table = transaction.write().table(read.table().name());
      // Keys that the server holds equal find the same row.
      List<RowImage> rows = new MemoryKeys(table, keys, false).rows().stream().distinct().toList();
      return new MemoryRowReader(rows, table.numbers(read.columns()), read.columns(), batches);
    } finally {
      session.end(transaction);
    }
  }
}
