package io.openoms.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;

/**
 * The ceiling: the least that a Java program can do, for this one table alone. Multi-row INSERT
 * text of about one megabyte, no checks, no state, no restart.
 */
final class CeilingCopy extends RangeCopy {

  private static final int STATEMENT_CHARACTERS = 1 << 20;

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
    String head = "INSERT INTO " + task.table() + " (" + Task.COLUMNS + ") VALUES ";
    StringBuilder sql = new StringBuilder(STATEMENT_CHARACTERS + 1024).append(head);
    try (Statement statement = sink.createStatement()) {
      statement.setEscapeProcessing(false);
      while (rows.next()) {
        sql.append(sql.length() == head.length() ? "(" : ",(");
        sql.append(rows.getInt(1)).append(',').append(rows.getInt(2)).append(",'");
        // The generated text holds digits and dashes only: nothing to escape.
        sql.append(rows.getString(3)).append("','").append(rows.getString(4)).append("')");
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
}
