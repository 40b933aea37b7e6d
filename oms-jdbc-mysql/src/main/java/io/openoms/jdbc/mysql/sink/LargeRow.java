package io.openoms.jdbc.mysql.sink;

import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.ValueForm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sends the largest values of a row that exceeds one packet in parts, into user variables of the
 * session, which the INSERT then takes. One thread.
 */
final class LargeRow {

  /** Names, four bytes for each character of them, separators and functions around the values. */
  private static final int OVERHEAD_OF_VALUE = 300;

  private final Connection connection;
  private final InsertChannel channel;
  private final int maxBytes;

  LargeRow(Connection connection, InsertChannel channel, int maxBytes) {
    this.connection = connection;
    this.channel = channel;
    this.maxBytes = maxBytes;
  }

  /** How many bytes a row has in SQL at the most: each byte escaped, or as two digits. */
  static long bytes(RowBatch batch, int row) {
    int columns = batch.columns().size();
    int first = batch.offset(row, 0);
    int end = batch.offset(row, columns - 1) + Math.max(0, batch.length(row, columns - 1));
    return 2L * (end - first) + (long) OVERHEAD_OF_VALUE * (columns + 1);
  }

  /** Sends what does not fit; gives the variables by the column's number. */
  Map<Integer, String> send(RowBatch batch, int row) throws SQLException {
    long left = bytes(batch, row);
    Map<Integer, String> variables = new LinkedHashMap<>();
    for (int column : byLength(batch, row)) {
      if (left <= maxBytes) {
        break;
      }
      String variable = "@oms_column_" + column;
      send(batch, row, column, variable);
      variables.put(column, variable);
      left -= 2L * batch.length(row, column);
    }
    return variables;
  }

  /** Gives the session's memory back. */
  void forget(Map<Integer, String> variables) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String variable : variables.values()) {
        statement.execute("SET " + variable + " = NULL");
      }
    }
  }

  private static List<Integer> byLength(RowBatch batch, int row) {
    return IntStream.range(0, batch.columns().size())
        .boxed()
        .sorted(Comparator.comparing((Integer column) -> -batch.length(row, column)))
        .toList();
  }

  private void send(RowBatch batch, int row, int column, String variable) throws SQLException {
    ValueForm form = batch.columns().get(column).type().kind().form();
    SqlBytes sql = new SqlBytes();
    int from = batch.offset(row, column);
    int end = from + batch.length(row, column);
    int most = Math.max(1, maxBytes / 2 - OVERHEAD_OF_VALUE);
    boolean more = false;
    while (from < end) {
      int to = end - from <= most ? end : boundary(form, batch.data(), from + most);
      sql.clear();
      sql.appendValue(form, batch.data(), from, to - from);
      // REPEAT makes a long text of it: some servers refuse to add to what a mere literal made.
      sql.append(more ? ")" : ",1)");
      String head = "SET " + variable + " = " + (more ? "CONCAT(" + variable + "," : "REPEAT(");
      channel.execute(head, sql.padded(sql.size()));
      from = to;
      more = true;
    }
    requireLength(batch, row, column, variable);
  }

  /** A part of a text ends between two characters. */
  private static int boundary(ValueForm form, byte[] data, int at) {
    int end = at;
    while (form == ValueForm.TEXT && (data[end] & 0xc0) == 0x80) {
      end--;
    }
    return end;
  }

  /** MySQL makes NULL of a text that grows beyond its packet. */
  private void requireLength(RowBatch batch, int row, int column, String variable)
      throws SQLException {
    int length = batch.length(row, column);
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT LENGTH(" + variable + ")")) {
      if (!found.next() || found.getLong(1) != length) {
        throw new RowRefusedException(
            JdbcError.PACKET_TOO_LARGE,
            row,
            "column "
                + batch.columns().get(column).name()
                + " has "
                + length
                + " bytes, and the sink takes no such value, not in parts either; its"
                + " max_allowed_packet leaves "
                + maxBytes
                + " bytes",
            null);
      }
    }
  }
}
