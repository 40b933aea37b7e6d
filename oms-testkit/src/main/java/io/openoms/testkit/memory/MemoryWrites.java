package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else writes at a server, within one transaction. Values are numbers, texts or null,
 * in the order of the table's columns. A row is told by the values of its key, one of a table
 * without a key by all of its values. One thread.
 */
public final class MemoryWrites {

  private final MemoryTransaction transaction;

  MemoryWrites(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  /** Adds a row. */
  public MemoryWrites insert(ObjectName table, @Nullable Object... values) {
    requireRoom(table, transaction.insert(table, row(values)));
    return this;
  }

  /** Changes a row; the key may change, too. */
  public MemoryWrites update(ObjectName table, List<?> key, @Nullable Object... values) {
    requireRoom(table, transaction.update(table, find(table, key), row(values)));
    return this;
  }

  /** Removes a row. */
  public MemoryWrites delete(ObjectName table, @Nullable Object... key) {
    transaction.delete(table, find(table, Arrays.asList(key)));
    return this;
  }

  /** Waits for the transaction before, which may have removed the row. */
  private RowImage find(ObjectName name, List<?> key) {
    MemoryTable table = transaction.write().table(name);
    List<ColumnDefinition> keyColumns = table.definition().copyKey();
    List<ColumnDefinition> columns =
        keyColumns.isEmpty() ? table.definition().columns() : keyColumns;
    int[] numbers = table.numbers(columns);
    RowImage wanted = row(key.toArray());
    return table.rows().stream()
        .filter(row -> row.only(numbers).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no row " + key));
  }

  private static void requireRoom(ObjectName table, @Nullable RowImage inTheWay) {
    if (inTheWay != null) {
      throw new IllegalArgumentException(
          "another row of " + table + " is in the way: " + text(inTheWay, 0));
    }
  }

  private static RowImage row(@Nullable Object[] values) {
    RowImage.Builder row = new RowImage.Builder(values.length);
    for (Object value : values) {
      if (value == null) {
        row.addNull();
      } else {
        row.add(value.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return row.build();
  }

  static String text(RowImage row, int column) {
    return row.isNull(column)
        ? "NULL"
        : new String(MemoryOrder.bytes(row, column), StandardCharsets.UTF_8);
  }
}
