package io.openoms.spi.data;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

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

  private static String value(RowBatch batch, int row, int column) {
    if (batch.isNull(row, column)) {
      return "NULL";
    }
    int offset = batch.offset(row, column);
    int length = Math.min(batch.length(row, column), LONGEST_VALUE);
    String more = length < batch.length(row, column) ? "…" : "";
    boolean bytes = batch.columns().get(column).type().kind().form() == ValueForm.BYTES;
    String text =
        bytes
            ? "0x" + HexFormat.of().formatHex(batch.data(), offset, offset + length)
            : new String(batch.data(), offset, length, StandardCharsets.UTF_8);
    return text + more;
  }
}
