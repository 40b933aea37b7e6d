package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.RowBatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sets columns of single rows. One thread. */
final class RowUpdates {

  private final Connection connection;
  private final InsertChannel channel;
  private final SqlBytes out;
  private final LargeRow large;
  private final OnUpdateColumns onUpdate;

  RowUpdates(Connection connection, InsertChannel channel, SqlBytes out, LargeRow large) {
    this.connection = connection;
    this.channel = channel;
    this.out = out;
    this.large = large;
    this.onUpdate = new OnUpdateColumns(connection);
  }

  /** Whether the row was found. */
  boolean update(ObjectName table, RowBatch keys, RowBatch values, int row) throws SQLException {
    Map<Integer, String> variables = large.send(values, row);
    List<Integer> errors = EnumErrors.in(values, row);
    if (!errors.isEmpty()) {
      // IGNORE would bend any other value that does not fit, so the row is tried without it first.
      command("SAVEPOINT oms_row");
      execute("UPDATE", table, keys, values, row, replaced(variables, errors, "1"));
      command("ROLLBACK TO SAVEPOINT oms_row");
    }
    int changed =
        execute(
            errors.isEmpty() ? "UPDATE" : "UPDATE IGNORE",
            table,
            keys,
            values,
            row,
            replaced(variables, errors, "0"));
    large.forget(variables);
    return changed > 0 || isThere(table, keys, row);
  }

  private static Map<Integer, String> replaced(
      Map<Integer, String> variables, List<Integer> columns, String sql) {
    Map<Integer, String> replaced = new HashMap<>(variables);
    columns.forEach(column -> replaced.put(column, sql));
    return replaced;
  }

  private int execute(
      String verb,
      ObjectName table,
      RowBatch keys,
      RowBatch values,
      int row,
      Map<Integer, String> replaced)
      throws SQLException {
    out.clear();
    Assignments.append(out, values, row, replaced);
    Assignments.hold(out, onUpdate.of(table), values);
    out.append(" WHERE ");
    KeyPredicate.appendEquals(out, keys, row);
    return channel.execute(verb + " " + Identifiers.quote(table) + " SET ", out.padded(out.size()));
  }

  /** The server's count may be of changed rows only. */
  private boolean isThere(ObjectName table, RowBatch keys, int row) throws SQLException {
    SqlBytes sql = new SqlBytes();
    sql.append("SELECT 1 FROM " + Identifiers.quote(table) + " WHERE ");
    KeyPredicate.appendEquals(sql, keys, row);
    try (Statement statement = connection.createStatement()) {
      try (ResultSet found = statement.executeQuery(sql.text())) {
        return found.next();
      }
    }
  }

  private void command(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
