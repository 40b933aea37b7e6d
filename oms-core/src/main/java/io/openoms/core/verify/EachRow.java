package io.openoms.core.verify;

import io.openoms.spi.RowReader;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;

/** Takes the rows of a reader one by one. */
interface EachRow {

  /** Takes a row of a batch; the batch may be kept. */
  void take(RowBatch batch, int row);

  /** Hands all rows over, and closes the reader. Blocks. */
  static void of(RowReader opened, EachRow rows) {
    try (RowReader reader = opened) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          rows.take(batch, row);
        }
      }
    }
  }

  /** Batches of the size in which rows are compared. */
  static RowBatches batches() {
    return new RowBatches(new BatchLimits(2_000, 1 << 20));
  }
}
