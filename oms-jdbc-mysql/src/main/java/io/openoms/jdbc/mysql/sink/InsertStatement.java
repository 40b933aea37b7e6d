package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.mysql.connection.JdbcError;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Renders rows of a batch as one multi-row INSERT, the rows into a buffer that is used again and
 * again. One thread.
 */
final class InsertStatement {

  private static final byte[] SEPARATOR = ",(".getBytes(StandardCharsets.US_ASCII);

  private final int maxBytes;
  private final SqlBytes out = new SqlBytes();
  private String head = "";

  InsertStatement(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Renders rows from {@code first} up to {@code end}, as many as one statement takes.
   *
   * @return the first row that is not in the statement
   */
  int render(ObjectName table, RowBatch batch, int first, int end) {
    out.clear();
    head = head(table, batch);
    int most = maxBytes - 4 * head.length();
    int row = first;
    while (row < end) {
      int before = out.size();
      out.append(SEPARATOR, row == first ? 1 : 0, row == first ? 1 : 2);
      renderRow(batch, row);
      if (out.size() > most) {
        out.truncate(before);
        break;
      }
      row++;
    }
    if (row == first) {
      throw new MigrationException(
          JdbcError.PACKET_TOO_LARGE,
          ErrorContext.none(),
          "a row for "
              + table
              + " does not fit into the sink's max_allowed_packet, which leaves "
              + maxBytes
              + " bytes");
    }
    return row;
  }

  /** What stands before the rows. */
  String head() {
    return head;
  }

  /** The rows, separated by commas, with spaces after them; good until the next rendering. */
  byte[] rows() {
    return out.padded(maxBytes - 4 * head.length());
  }

  private static String head(ObjectName table, RowBatch batch) {
    String columns =
        batch.columns().stream()
            .map(ColumnDefinition::name)
            .map(Identifiers::quote)
            .collect(Collectors.joining(","));
    return "INSERT INTO " + Identifiers.quote(table) + " (" + columns + ") VALUES ";
  }

  private void renderRow(RowBatch batch, int row) {
    for (int column = 0; column < batch.columns().size(); column++) {
      if (column > 0) {
        out.append((byte) ',');
      }
      if (batch.isNull(row, column)) {
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
    switch (batch.columns().get(column).type().kind().form()) {
      case NUMBER -> out.append(batch.data(), offset, length);
      case FLOATING -> out.appendDouble(batch.data(), offset, length);
      case TEMPORAL, TEXT -> out.appendQuoted(batch.data(), offset, length);
      case BYTES -> out.appendHex(batch.data(), offset, length);
    }
  }
}
