package io.openoms.testkit.memory;

import io.openoms.spi.RowReader;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream over rows, in batches of the columns that are wanted. One thread. */
final class MemoryRowReader implements RowReader {

  private final Iterator<RowImage> rows;
  private final int[] numbers;
  private final List<ColumnDefinition> columns;
  private final RowBatches batches;

  MemoryRowReader(
      List<RowImage> rows, int[] numbers, List<ColumnDefinition> columns, RowBatches batches) {
    this.rows = rows.iterator();
    this.numbers = numbers;
    this.columns = columns;
    this.batches = batches;
  }

  @Override
  public @Nullable RowBatch next() {
    if (!rows.hasNext()) {
      return null;
    }
    RowBatch.Builder batch = batches.begin(columns);
    while (rows.hasNext() && !batch.isFull()) {
      RowImage row = rows.next();
      for (int number : numbers) {
        batch.add(row, number);
      }
    }
    return batch.build();
  }

  @Override
  public void close() {}
}
