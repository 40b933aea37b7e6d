package io.openoms.core.conflict;

import io.openoms.core.table.ColumnNumbers;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.RowKey;
import java.util.List;
import java.util.stream.IntStream;

/** Columns by their names. Stateless. */
final class Columns {

  private Columns() {}

  /** Those of the columns that have the names of others, in their order. */
  static List<ColumnDefinition> of(List<ColumnDefinition> columns, List<ColumnDefinition> others) {
    return others.stream()
        .map(other -> columns.get(ColumnNumbers.of(columns, other.name())))
        .toList();
  }

  /** A key as people read it. */
  static String text(List<ColumnDefinition> key, RowImage values) {
    return RowKey.of(key, IntStream.range(0, key.size()).boxed().toList(), values);
  }
}
