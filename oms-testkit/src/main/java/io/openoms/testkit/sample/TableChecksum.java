package io.openoms.testkit.sample;

import io.openoms.testkit.PlainSession;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many rows a table has, and a sum over all of them that does not depend on their order. Read
 * by plain JDBC, row by row, so it is independent of any migration and needs little memory.
 *
 * @param rows the number of rows
 * @param digest the sum of the rows' SHA-256 digests, as four 64-bit sums in hexadecimal
 */
public record TableChecksum(long rows, String digest) {

  /**
   * Reads a table or view. Columns are taken in the order of their names, in a {@link
   * PlainSession}, so that two servers agree when the values do.
   *
   * @param connection a connection of MySQL Connector/J or of PostgreSQL's driver, used alone
   */
  public static TableChecksum of(Connection connection, String database, String table)
      throws SQLException {
    if (PostgreSqlRows.are(connection)) {
      return PostgreSqlRows.of(connection, database, table, TableChecksum::sum);
    }
    try (Statement statement = PlainSession.statement(connection)) {
      String columns = String.join(", ", columns(connection, database, table));
      String sql = "SELECT " + columns + " FROM `" + database + "`.`" + table + "`";
      // Connector/J's sign for row-by-row streaming.
      statement.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet rows = statement.executeQuery(sql)) {
        return sum(rows);
      }
    }
  }

  private static List<String> columns(Connection connection, String database, String table)
      throws SQLException {
    // Servers sort names by collations of their own: date_1 before datetime_1, or behind it.
    Map<String, String> columns = new TreeMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT column_name, data_type FROM information_schema.columns"
                + " WHERE table_schema = ? AND table_name = ?")) {
      statement.setString(1, database);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String name = "`" + rows.getString(1).replace("`", "``") + "`";
          // A FLOAT's text has six digits; as a double it is exact.
          columns.put(
              name.toLowerCase(Locale.ROOT),
              rows.getString(2).equalsIgnoreCase("float") ? name + " * 1e0" : name);
        }
      }
    }
    if (columns.isEmpty()) {
      throw new SQLException("There is no table " + database + "." + table);
    }
    return List.copyOf(columns.values());
  }

  private static TableChecksum sum(ResultSet rows) throws SQLException {
    MessageDigest sha = sha256();
    int columns = rows.getMetaData().getColumnCount();
    long[] sums = new long[4];
    long count = 0;
    while (rows.next()) {
      for (int i = 1; i <= columns; i++) {
        byte[] value = rows.getBytes(i);
        sha.update(ByteBuffer.allocate(4).putInt(value == null ? -1 : value.length).flip());
        if (value != null) {
          sha.update(value);
        }
      }
      ByteBuffer digest = ByteBuffer.wrap(sha.digest());
      for (int i = 0; i < sums.length; i++) {
        sums[i] += digest.getLong();
      }
      count++;
    }
    return new TableChecksum(
        count, String.format("%016x%016x%016x%016x", sums[0], sums[1], sums[2], sums[3]));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
