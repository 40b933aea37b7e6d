package io.openoms.core.apply;

import com.google.common.primitives.Ints;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import java.util.List;

/** Makes batches for the sink of changes' rows, in memory that is used again. Thread-safe. */
final class Batches {

  private static final BatchLimits LIMITS = new BatchLimits(2000, 4 << 20);

  private final RowBatches memory = new RowBatches(LIMITS);

  /** Whether a batch of so many rows and bytes takes no more. */
  static boolean isFull(int rows, long bytes) {
    return rows >= LIMITS.rows() || bytes >= LIMITS.bytes();
  }

  /** Whole rows. */
  RowBatch rows(List<ColumnDefinition> columns, List<RowImage> rows) {
    return memory.of(columns, rows);
  }

  /** Some columns of the rows, such as the key. */
  RowBatch some(List<ColumnDefinition> columns, List<Integer> wanted, List<RowImage> rows) {
    RowBatch.Builder batch = memory.begin(wanted.stream().map(columns::get).toList());
    int[] numbers = Ints.toArray(wanted);
    for (RowImage row : rows) {
      for (int column : numbers) {
        batch.add(row, column);
      }
    }
    return batch.build();
  }

  void recycle(RowBatch batch) {
    memory.recycle(batch);
  }
}
