package io.openoms.core.copy;

import io.openoms.Phase;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.ValueForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/** The rows of one chunk that were left out for rows that the sink had already. One thread. */
final class LeftOutRows {

  /** With so many named in one chunk, the others are only counted. */
  private static final int MOST_NAMED = 20;

  private static final int LONGEST_VALUE = 100;

  private final TableRead read;
  private final List<String> keys = new ArrayList<>();
  private long count;

  LeftOutRows(TableRead read) {
    this.read = read;
  }

  void add(RowBatch batch, List<Integer> rows) {
    count += rows.size();
    rows.stream()
        .limit(MOST_NAMED - (long) keys.size())
        .map(row -> key(batch, row))
        .forEach(keys::add);
  }

  long count() {
    return count;
  }

  /** Warns of each, once the chunk is committed. */
  void report(MigratedObject table, Reporter reporter) {
    ErrorContext context = ErrorContext.of(table.source()).withPhase(Phase.FULL);
    for (String key : keys) {
      reporter.warning(
          "ROW_LEFT_OUT",
          context.withPosition(key),
          table.target() + " has such a row already, which was kept");
    }
    if (count > keys.size()) {
      reporter.warning(
          "ROW_LEFT_OUT",
          context,
          (count - keys.size()) + " more rows were left out for rows that were kept");
    }
  }

  private String key(RowBatch batch, int row) {
    StringJoiner text = new StringJoiner(", ");
    List<ColumnDefinition> named = read.key().isEmpty() ? batch.columns() : read.key();
    for (int i = 0; i < batch.columns().size(); i++) {
      ColumnDefinition column = batch.columns().get(i);
      if (named.contains(column)) {
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
