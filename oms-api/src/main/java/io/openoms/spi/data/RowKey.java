package io.openoms.spi.data;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Says which row of a batch is meant, for people. */
public final class RowKey {

  private static final int LONGEST_VALUE = 100;

  private RowKey() {}

  /**
   * Names a row by its key, as {@code id = 5, name = x}.
   *
   * @param key the table's key; every column names the row when it is empty
   */
  public static String of(List<ColumnDefinition> key, RowBatch batch, int row) {
    StringJoiner text = new StringJoiner(", ");
    for (int i = 0; i < batch.columns().size(); i++) {
      ColumnDefinition column = batch.columns().get(i);
      if (key.isEmpty() || key.contains(column)) {
        text.add(column.name() + " = " + value(batch, row, i));
      }
    }
    return text.toString();
  }

  /**
   * Names a row of a change by its key.
   *
   * @param columns the row's columns
   * @param key the numbers of the key's columns; every column names the row when it is empty
   */
  public static String of(List<ColumnDefinition> columns, List<Integer> key, RowImage row) {
    StringJoiner text = new StringJoiner(", ");
    for (int i = 0; i < columns.size(); i++) {
      if ((key.isEmpty() || key.contains(i)) && !row.isAbsent(i)) {
        text.add(columns.get(i).name() + " = " + value(columns.get(i), row, i));
      }
    }
    return text.toString();
  }

  private static String value(RowBatch batch, int row, int column) {
    return batch.isNull(row, column)
        ? "NULL"
        : value(
            batch.columns().get(column),
            batch.data(),
            batch.offset(row, column),
            batch.length(row, column));
  }

  private static String value(ColumnDefinition column, RowImage row, int number) {
    return row.isNull(number)
        ? "NULL"
        : value(column, row.data(), row.offset(number), row.length(number));
  }

  private static String value(ColumnDefinition column, byte[] data, int offset, int length) {
    int shown = Math.min(length, LONGEST_VALUE);
    return text(column, data, offset, shown) + (shown < length ? "…" : "");
  }

  /**
   * A value of a change's row for people: bytes in hexadecimal after {@code 0x}, all else as text;
   * null for NULL.
   */
  public static @Nullable String text(ColumnDefinition column, RowImage row, int number) {
    return row.isNull(number)
        ? null
        : text(column, row.data(), row.offset(number), row.length(number));
  }

  private static String text(ColumnDefinition column, byte[] data, int offset, int length) {
    return column.type().kind().form() == ValueForm.BYTES
        ? "0x" + HexFormat.of().formatHex(data, offset, offset + length)
        : new String(data, offset, length, StandardCharsets.UTF_8);
  }
}
