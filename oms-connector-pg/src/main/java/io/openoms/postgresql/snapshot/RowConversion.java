package io.openoms.postgresql.snapshot;

import io.openoms.error.ErrorContext;
import io.openoms.postgresql.type.UnfitValueException;
import io.openoms.postgresql.type.ValueConversion;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowKey;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.stream.IntStream;

/** Adds rows of a COPY to batches, in the form in which values travel. One thread. */
final class RowConversion {

  private final TableRead read;
  private final List<ColumnDefinition> columns;
  private final ValueConversion[] conversions;

  /** Rows of those columns of a table. */
  RowConversion(TableRead read, List<ColumnDefinition> columns, ValueConversions values) {
    this.read = read;
    this.columns = columns;
    this.conversions = columns.stream().map(values::of).toArray(ValueConversion[]::new);
  }

  void add(CopyRows row, RowBatch.Builder batch) {
    for (int i = 0; i < conversions.length; i++) {
      if (row.isNull(i)) {
        batch.addNull();
      } else if (conversions[i] == ValueConversion.SAME) {
        batch.add(row.data(), row.offset(i), row.length(i));
      } else if (conversions[i].isNull(row.data(), row.offset(i), row.length(i))) {
        batch.addNull();
      } else {
        batch.add(converted(row, i));
      }
    }
  }

  byte[] converted(CopyRows row, int column) {
    try {
      return conversions[column].of(row.data(), row.offset(column), row.length(column));
    } catch (UnfitValueException e) {
      throw e.in(
          columns.get(column), ErrorContext.of(read.table().name()).withPosition(where(row)));
    }
  }

  /** The row's key, where it has one that can be shown. */
  private String where(CopyRows row) {
    int[] key =
        read.key().stream()
            .mapToInt(column -> columns.indexOf(column))
            .filter(i -> i >= 0)
            .toArray();
    if (key.length == 0 || key.length < read.key().size()) {
      return "a row of a table without a key";
    }
    RowBatch.Builder batch = new RowBatches(new BatchLimits(1, 1)).begin(List.copyOf(read.key()));
    try {
      IntStream.of(key)
          .forEach(i -> batch.add(conversions[i].of(row.data(), row.offset(i), row.length(i))));
    } catch (UnfitValueException e) {
      return "a row whose key is the value";
    }
    return "row " + RowKey.of(read.key(), batch.build(), 0);
  }
}
