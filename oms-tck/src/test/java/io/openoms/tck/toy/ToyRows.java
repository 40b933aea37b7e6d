package io.openoms.tck.toy;

import io.openoms.spi.RowReader;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream over rows. One thread. */
final class ToyRows implements RowReader {

  private final Iterator<List<@Nullable String>> rows;
  private final List<ColumnDefinition> columns;
  private final RowBatches batches;

  ToyRows(List<List<@Nullable String>> rows, List<ColumnDefinition> columns, RowBatches batches) {
    this.rows = rows.iterator();
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
      for (String value : rows.next()) {
        if (value == null) {
          batch.addNull();
        } else {
          batch.add(value.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return batch.build();
  }

  @Override
  public void close() {}
}
