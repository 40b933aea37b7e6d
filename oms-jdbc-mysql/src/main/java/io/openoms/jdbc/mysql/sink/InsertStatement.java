package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders rows of a batch as INSERT, the rows into a buffer that is used again and again. What
 * becomes of a row that meets another one is an error, unless {@link #onDuplicate} says otherwise.
 * One thread.
 */
final class InsertStatement {

  private static final byte[] SEPARATOR = ",(".getBytes(StandardCharsets.US_ASCII);

  private final int maxBytes;
  private final SqlBytes out;
  private String head = "";
  private String tail = "";
  private List<ColumnDefinition> columns = List.of();
  private int[] enums = {};

  /**
   * For one connection.
   *
   * @param out the buffer, which other statements of the connection may use in turn
   */
  InsertStatement(int maxBytes, SqlBytes out) {
    this.maxBytes = maxBytes;
    this.out = out;
  }

  /**
   * From now on: what becomes of a row that meets another one, such as {@link OnDuplicate} says.
   */
  void onDuplicate(String clause) {
    tail = clause;
  }

  /** Whether each row that is taken is a new one. */
  boolean onlyInserts() {
    return tail.isEmpty();
  }

  /** Bytes that a statement may have. */
  int maxBytes() {
    return maxBytes;
  }

  /**
   * Renders rows from {@code first} up to {@code end}, as many as one statement takes, but no
   * {@link #isUnusual unusual} one.
   *
   * @return the first row that is not in the statement; {@code first} when that one is unusual
   */
  int render(ObjectName table, RowBatch batch, int first, int end) {
    begin("INSERT", table, batch);
    int most = mostOfRows();
    int row = first;
    while (row < end && !isUnusual(batch, row, most)) {
      int before = out.size();
      out.append(SEPARATOR, row == first ? 1 : 0, row == first ? 1 : 2);
      renderRow(batch, row, Map.of());
      if (out.size() > most) {
        out.truncate(before);
        break;
      }
      row++;
    }
    return row;
  }

  /**
   * Renders one row.
   *
   * @param verb {@code INSERT} or {@code INSERT IGNORE}
   * @param replaced SQL to be taken instead of values, by the column's number
   */
  void renderOne(
      String verb, ObjectName table, RowBatch batch, int row, Map<Integer, String> replaced) {
    begin(verb, table, batch);
    out.append((byte) '(');
    renderRow(batch, row, replaced);
  }

  private void begin(String verb, ObjectName table, RowBatch batch) {
    out.clear();
    head = head(verb, table, batch);
    if (columns != batch.columns()) {
      columns = batch.columns();
      enums = EnumErrors.columns(columns);
    }
  }

  /** Whether a row may be too large for a statement, or holds an invalid label's value. */
  private boolean isUnusual(RowBatch batch, int row, int most) {
    return LargeRow.bytes(batch, row) > most || EnumErrors.anyIn(batch, row, enums);
  }

  /** A driver may reserve four bytes for each of the characters around the rows. */
  private int mostOfRows() {
    return maxBytes - 4 * (head.length() + tail.length());
  }

  /** What stands before the rows. */
  String head() {
    return head;
  }

  /** What stands behind the rows. */
  String tail() {
    return tail;
  }

  /** The rows, separated by commas, with spaces after them; good until the next rendering. */
  byte[] rows() {
    return out.padded(mostOfRows());
  }

  private static String head(String verb, ObjectName table, RowBatch batch) {
    String columns =
        batch.columns().stream()
            .map(ColumnDefinition::name)
            .map(Identifiers::quote)
            .collect(Collectors.joining(","));
    return verb + " INTO " + Identifiers.quote(table) + " (" + columns + ") VALUES ";
  }

  private void renderRow(RowBatch batch, int row, Map<Integer, String> replaced) {
    for (int column = 0; column < batch.columns().size(); column++) {
      if (column > 0) {
        out.append((byte) ',');
      }
      String instead = replaced.isEmpty() ? null : replaced.get(column);
      if (instead != null) {
        out.append(instead);
      } else if (batch.isNull(row, column)) {
        out.append("NULL");
      } else {
        renderValue(batch, row, column);
      }
    }
    out.append((byte) ')');
  }

  private void renderValue(RowBatch batch, int row, int column) {
    int offset = batch.offset(row, column);
    int length = batch.length(row, column);
    TypeKind kind = batch.columns().get(column).type().kind();
    JsonNumbers.requireExact(batch, row, column);
    out.appendValue(kind.form(), batch.data(), offset, length);
  }
}
