package io.openoms.testkit.memory;

import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns a batch's rows into rows of a table, whose columns may be more. One thread. */
final class MemoryBatch {

  private final MemoryTable table;
  private final RowBatch batch;
  private final int[] places;

  MemoryBatch(MemoryTable table, RowBatch batch) {
    this.table = table;
    this.batch = batch;
    this.places = new int[table.definition().columns().size()];
    Arrays.fill(places, -1);
    int[] numbers = table.numbers(batch.columns());
    for (int i = 0; i < numbers.length; i++) {
      places[numbers[i]] = i;
    }
  }

  /** A row of its own: what the batch lacks is NULL. */
  RowImage whole(int row) {
    return over(null, row);
  }

  /** A row with the batch's values in place of its own. */
  RowImage over(@Nullable RowImage before, int row) {
    RowImage.Builder image = new RowImage.Builder(places.length);
    for (int column = 0; column < places.length; column++) {
      int place = places[column];
      if (place >= 0 && !batch.isNull(row, place)) {
        image.add(batch.data(), batch.offset(row, place), batch.length(row, place));
      } else if (place < 0 && before != null) {
        image.add(before, column);
      } else if (table.definition().columns().get(column).nullable()) {
        image.addNull();
      } else {
        throw new RowRefusedException(
            MemoryError.MEMORY_ROW_REFUSED,
            row,
            "column " + table.definition().columns().get(column).name() + " takes no NULL",
            null);
      }
    }
    return image.build();
  }
}
