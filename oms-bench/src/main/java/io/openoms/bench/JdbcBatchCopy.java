package io.openoms.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;

/** JDBC batches of 1,000 rows, which Connector/J rewrites into multi-row statements. */
final class JdbcBatchCopy extends RangeCopy {

  private static final int BATCH_ROWS = 1_000;

  JdbcBatchCopy(ExecutorService threads) {
    super(threads);
  }

  @Override
  public String name() {
    return "JDBC batches";
  }

  @Override
  String sinkParameters() {
    return "?characterEncoding=UTF-8&rewriteBatchedStatements=true";
  }

  @Override
  void write(Task task, ResultSet rows, Connection sink) throws SQLException {
    String sql = "INSERT INTO " + task.table() + " (" + Task.COLUMNS + ") VALUES (?, ?, ?, ?)";
    try (PreparedStatement statement = sink.prepareStatement(sql)) {
      int waiting = 0;
      while (rows.next()) {
        statement.setInt(1, rows.getInt(1));
        statement.setInt(2, rows.getInt(2));
        statement.setString(3, rows.getString(3));
        statement.setString(4, rows.getString(4));
        statement.addBatch();
        if (++waiting == BATCH_ROWS) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      if (waiting > 0) {
        statement.executeBatch();
      }
    }
  }
}
