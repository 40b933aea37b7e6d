package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.RowBatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Counts rows that have exactly the values that they should have. One thread. */
final class EqualRows {

  /** Each has a condition of its own beside its place in the list of keys. */
  private static final int ROWS = 200;

  private final Connection connection;
  private final boolean jsonIsText;

  EqualRows(Connection connection, boolean jsonIsText) {
    this.connection = connection;
    this.jsonIsText = jsonIsText;
  }

  int count(ObjectName table, RowBatch keys, RowBatch values) throws SQLException {
    int count = 0;
    for (int row = 0; row < keys.rows(); row += ROWS) {
      count += count(table, keys, values, row, Math.min(keys.rows(), row + ROWS));
    }
    return count;
  }

  private int count(ObjectName table, RowBatch keys, RowBatch values, int from, int to)
      throws SQLException {
    SqlBytes sql = new SqlBytes();
    ExactRow exact = new ExactRow(sql, jsonIsText);
    sql.append("SELECT COUNT(*) FROM " + Identifiers.quote(table) + " WHERE ");
    if (KeyPredicate.isListed(keys.columns())) {
      // Says nothing more, but finds the rows by their key.
      sql.append(KeyPredicate.in(keys.columns()));
      for (int row = from; row < to; row++) {
        sql.append(row > from ? "," : "");
        KeyPredicate.appendTuple(sql, keys, row);
      }
      sql.append(") AND ");
    }
    for (int row = from; row < to; row++) {
      sql.append(row > from ? " OR (" : "((");
      KeyPredicate.appendEquals(sql, keys, row);
      sql.append(" AND ");
      exact.append(values, row, Map.of());
      sql.append(")");
    }
    sql.append(")");
    try (Statement statement = connection.createStatement();
        ResultSet counted = statement.executeQuery(sql.text())) {
      counted.next();
      return counted.getInt(1);
    }
  }
}
