package io.openoms.jdbc.mysql.sink;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TypeKind;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The value 0 of ENUM columns, which stands for an invalid label that was once written without
 * strict mode. A strict session refuses it.
 */
final class EnumErrors {

  private EnumErrors() {}

  /** The ENUM columns, by their numbers. */
  static int[] columns(List<ColumnDefinition> columns) {
    return IntStream.range(0, columns.size())
        .filter(column -> columns.get(column).type().kind() == TypeKind.ENUM)
        .toArray();
  }

  /** Whether one of those columns holds 0. */
  static boolean anyIn(RowBatch batch, int row, int[] enums) {
    for (int column : enums) {
      if (isError(batch, row, column)) {
        return true;
      }
    }
    return false;
  }

  /** The ENUM columns of a row that hold 0. */
  static List<Integer> in(RowBatch batch, int row) {
    return IntStream.of(columns(batch.columns()))
        .filter(column -> isError(batch, row, column))
        .boxed()
        .toList();
  }

  private static boolean isError(RowBatch batch, int row, int column) {
    return batch.length(row, column) == 1 && batch.data()[batch.offset(row, column)] == '0';
  }
}
