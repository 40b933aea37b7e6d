package io.openoms.jdbc.mysql.fingerprint;

import io.openoms.spi.RowReader;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows without their last column. One thread. */
final class BucketRows implements RowReader {

  private final RowReader rows;
  private final RowBatches batches;

  BucketRows(RowReader rows, RowBatches batches) {
    this.rows = rows;
    this.batches = batches;
  }

  @Override
  public @Nullable RowBatch next() {
    RowBatch all = rows.next();
    if (all == null) {
      return null;
    }
    RowBatch some = all.columns(IntStream.range(0, all.columns().size() - 1).toArray());
    batches.recycle(all);
    return some;
  }

  @Override
  public void close() {
    rows.close();
  }
}
