package io.openoms.testkit.memory;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of a table by the values of some columns.
 *
 * @param table the table
 * @param keys the columns with their values
 * @param exact whether rows are found byte by byte, or as the table's collations hold them equal
 */
record MemoryKeys(MemoryTable table, RowBatch keys, boolean exact) {

  /** The rows of all keys. */
  List<RowImage> rows() {
    List<RowImage> found = new ArrayList<>();
    IntStream.range(0, keys.rows()).forEach(key -> found.addAll(rows(key)));
    return found;
  }

  /** The rows of one key. */
  List<RowImage> rows(int key) {
    int[] all = IntStream.range(0, keys.columns().size()).toArray();
    RowImage wanted = RowImage.of(keys, key, all);
    int[] numbers = table.numbers(keys.columns());
    MemoryOrder order = new MemoryOrder(columns(numbers), all);
    return table.rows().stream()
        .filter(row -> Arrays.stream(numbers).noneMatch(row::isNull))
        .filter(row -> isFound(row.only(numbers), wanted, order))
        .toList();
  }

  private boolean isFound(RowImage row, RowImage wanted, MemoryOrder order) {
    return exact ? row.equals(wanted) : order.compare(row, wanted) == 0;
  }

  private List<ColumnDefinition> columns(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(table.definition().columns()::get).toList();
  }
}
