package io.openoms.hbase.snapshot;

import io.openoms.spi.RowReader;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import org.apache.hadoop.hbase.Cell;
import org.jspecify.annotations.Nullable;

/** The cells of a range as batches of rows. One thread. */
final class CellReader implements RowReader {

  private final CellWalk walk;
  private final CellColumns columns;
  private final RowBatches batches;

  CellReader(CellWalk walk, CellColumns columns, RowBatches batches) {
    this.walk = walk;
    this.columns = columns;
    this.batches = batches;
  }

  @Override
  public @Nullable RowBatch next() {
    RowBatch.Builder batch = batches.begin(columns.columns());
    while (!batch.isFull()) {
      Cell cell = walk.next();
      if (cell == null) {
        break;
      }
      columns.add(cell, batch);
    }
    return batch.isEmpty() ? null : batch.build();
  }

  @Override
  public void close() {
    walk.close();
  }
}
