package io.openoms.core.conflict;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.RowKey;
import java.util.List;
import java.util.stream.IntStream;

/** Columns by their names. Stateless. */
final class Columns {

  private Columns() {}

  /** The number of a column among others. */
  static int number(List<ColumnDefinition> columns, String name) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no column " + name));
  }

  /** Those of the columns that have the names of others, in their order. */
  static List<ColumnDefinition> of(List<ColumnDefinition> columns, List<ColumnDefinition> others) {
    return others.stream().map(other -> columns.get(number(columns, other.name()))).toList();
  }

  /** A key as people read it. */
  static String text(List<ColumnDefinition> key, RowImage values) {
    return RowKey.of(key, IntStream.range(0, key.size()).boxed().toList(), values);
  }
}
