package io.openoms.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** JDBC batches of 1,000 rows, which Connector/J rewrites into multi-row statements. */
final class JdbcBatchCopy extends StreamedCopy {

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
    List<BenchColumn> columns = task.shape().columns();
    String sql =
        "INSERT INTO "
            + task.table()
            + " ("
            + task.shape().columnList()
            + ") VALUES (?"
            + ", ?".repeat(columns.size())
            + ")";
    try (PreparedStatement statement = sink.prepareStatement(sql)) {
      int waiting = 0;
      while (rows.next()) {
        statement.setInt(1, rows.getInt(1));
        for (int i = 0; i < columns.size(); i++) {
          set(statement, columns.get(i).form(), rows, i + 2);
        }
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

  private static void set(
      PreparedStatement statement, BenchColumn.Form form, ResultSet rows, int column)
      throws SQLException {
    switch (form) {
      case NUMBER -> statement.setObject(column, rows.getObject(column));
      case TEXT -> statement.setString(column, rows.getString(column));
      case BYTES -> statement.setBytes(column, rows.getBytes(column));
    }
  }
}
