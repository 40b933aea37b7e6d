package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.spi.data.RowBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Inserts rows of a batch, or overwrites those that are there, step by step, within an open
 * transaction. One thread.
 */
final class RowInserts {

  private final Connection connection;
  private final InsertChannel channel;
  private final InsertStatement insert;
  private final LargeRow large;
  private final SqlFailures failures;
  private long affected;

  RowInserts(
      Connection connection, InsertChannel channel, InsertStatement insert, SqlFailures failures) {
    this.failures = failures;
    this.connection = connection;
    this.channel = channel;
    this.insert = insert;
    this.large = new LargeRow(connection, channel, insert.maxBytes());
  }

  /** What the server counted so far; 2 for a row that was overwritten. */
  long affected() {
    return affected;
  }

  /**
   * Inserts rows from {@code first} up to {@code end}, as many as one statement takes.
   *
   * @return the first row that was not tried
   * @throws MigrationException none of them was inserted
   */
  int insertSome(ObjectName table, RowBatch batch, int first, int end) {
    int next = insert.render(table, batch, first, end);
    try {
      if (next == first) {
        insertUnusual(table, batch, first);
        return first + 1;
      }
      execute(table, next - first);
      return next;
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "writing rows to " + table);
    }
  }

  /** Inserts one row with SQL instead of some values, by the column's number. */
  void insertOne(ObjectName table, RowBatch batch, int row, Map<Integer, String> instead)
      throws SQLException {
    insertOne("INSERT", table, batch, row, instead);
  }

  private void insertOne(
      String verb, ObjectName table, RowBatch batch, int row, Map<Integer, String> instead)
      throws SQLException {
    Map<Integer, String> variables = large.send(batch, row);
    Map<Integer, String> replaced = new HashMap<>(variables);
    replaced.putAll(instead);
    insert.renderOne(verb, table, batch, row, replaced);
    execute(table, 1);
    large.forget(variables);
  }

  private void insertUnusual(ObjectName table, RowBatch batch, int row) throws SQLException {
    List<Integer> errors = EnumErrors.in(batch, row);
    if (errors.isEmpty()) {
      insertOne(table, batch, row, Map.of());
      return;
    }
    // IGNORE would bend any other value that does not fit, so the row is tried without it first.
    long before = affected;
    command("SAVEPOINT oms_row");
    insertOne(table, batch, row, replaced(errors, "1"));
    command("ROLLBACK TO SAVEPOINT oms_row");
    affected = before;
    insertOne("INSERT IGNORE", table, batch, row, replaced(errors, "0"));
  }

  private static Map<Integer, String> replaced(List<Integer> columns, String sql) {
    return columns.stream().collect(Collectors.toMap(column -> column, column -> sql));
  }

  private void execute(ObjectName table, int rows) throws SQLException {
    int written = channel.execute(insert.head(), insert.rows(), insert.tail());
    affected += written;
    if (written != rows && insert.onlyInserts()) {
      throw new MigrationException(
          JdbcError.ROW_COUNT_WRONG,
          ErrorContext.none(),
          "of " + rows + " rows for " + table + " the sink took " + written);
    }
  }

  private void command(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
