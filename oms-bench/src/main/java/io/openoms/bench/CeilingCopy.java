package io.openoms.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * The ceiling: the least that a Java program can do, for tables of these shapes alone. Multi-row
 * INSERT text of about one megabyte, no checks, no escaping, no state, no restart.
 */
final class CeilingCopy extends StreamedCopy {

  private static final int STATEMENT_CHARACTERS = 1 << 20;
  private static final HexFormat HEX = HexFormat.of();

  CeilingCopy(ExecutorService threads) {
    super(threads);
  }

  @Override
  public String name() {
    return "ceiling";
  }

  @Override
  String sinkParameters() {
    return "?characterEncoding=UTF-8";
  }

  @Override
  void write(Task task, ResultSet rows, Connection sink) throws SQLException {
    List<BenchColumn> columns = task.shape().columns();
    String head = "INSERT INTO " + task.table() + " (" + task.shape().columnList() + ") VALUES ";
    StringBuilder sql = new StringBuilder(STATEMENT_CHARACTERS + 1024).append(head);
    try (Statement statement = sink.createStatement()) {
      statement.setEscapeProcessing(false);
      while (rows.next()) {
        sql.append(sql.length() == head.length() ? "(" : ",(").append(rows.getInt(1));
        for (int i = 0; i < columns.size(); i++) {
          sql.append(',');
          append(sql, columns.get(i).form(), rows, i + 2);
        }
        sql.append(')');
        if (sql.length() >= STATEMENT_CHARACTERS) {
          statement.executeUpdate(sql.toString());
          sql.setLength(head.length());
        }
      }
      if (sql.length() > head.length()) {
        statement.executeUpdate(sql.toString());
      }
    }
  }

  private static void append(StringBuilder sql, BenchColumn.Form form, ResultSet rows, int column)
      throws SQLException {
    if (form == BenchColumn.Form.BYTES) {
      byte[] bytes = rows.getBytes(column);
      sql.append(bytes == null ? "NULL" : "x'" + HEX.formatHex(bytes) + "'");
      return;
    }
    String text = rows.getString(column);
    if (text == null || form == BenchColumn.Form.NUMBER) {
      sql.append(text);
    } else {
      sql.append('\'').append(text).append('\'');
    }
  }
}
