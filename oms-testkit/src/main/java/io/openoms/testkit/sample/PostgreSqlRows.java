package io.openoms.testkit.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of a PostgreSQL table, each value written as MySQL's family writes the one that it
 * becomes there: moments in UTC, truth as 0 and 1. Stateless.
 */
final class PostgreSqlRows {

  /** Up to the seconds; each digit behind them has one more character, and the point. */
  private static final int SECONDS = 19;

  /** What is made of the rows. */
  @FunctionalInterface
  interface Use<T> {
    T of(ResultSet rows) throws SQLException;
  }

  private PostgreSqlRows() {}

  static boolean are(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }

  /** Reads them row by row, in one transaction. */
  static <T> T of(Connection connection, String schema, String table, Use<T> use)
      throws SQLException {
    String columns = String.join(", ", columns(connection, schema, table).values());
    boolean before = connection.getAutoCommit();
    connection.setAutoCommit(false); // or the driver would hold all rows
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL timezone = 'UTC'");
      statement.execute("SET LOCAL intervalstyle = 'postgres'");
      statement.execute("SET LOCAL extra_float_digits = 1");
      statement.setFetchSize(1000);
      String sql = "SELECT " + columns + " FROM \"" + schema + "\".\"" + table + "\"";
      try (ResultSet rows = statement.executeQuery(sql)) {
        return use.of(rows);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(before);
    }
  }

  /** Name, in small letters, to what is read of it; in the order of names. */
  private static Map<String, String> columns(Connection connection, String schema, String table)
      throws SQLException {
    Map<String, String> columns = new TreeMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT column_name, udt_name, datetime_precision FROM information_schema.columns"
                + " WHERE table_schema = ? AND table_name = ?")) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String name = rows.getString(1);
          String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
          columns.put(
              "`" + name.toLowerCase(Locale.ROOT) + "`",
              value(quoted, rows.getString(2), rows.getInt(3)));
        }
      }
    }
    if (columns.isEmpty()) {
      throw new SQLException("There is no table " + schema + "." + table);
    }
    return columns;
  }

  private static String value(String column, String type, int precision) {
    return switch (type) {
      case "bytea" -> column;
      case "bool" -> column + "::int::text";
      case "bit" -> "decode(lpad(to_hex(" + column + "::int), 2, '0'), 'hex')"; // of up to 8 bits
      case "timestamp", "timestamptz" ->
          "left(to_char("
              + column
              + ", 'YYYY-MM-DD HH24:MI:SS.US'), "
              + (precision == 0 ? SECONDS : SECONDS + 1 + precision)
              + ")";
      default -> column + "::text";
    };
  }
}
