package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Many small tables of one shape: a number as key, two secondary indexes, one of them unique.
 *
 * @param database their database, at both ends
 * @param tables how many
 * @param rows rows of each
 */
record ManyTables(String database, int tables, int rows) {

  /** Tables that one statement sums. */
  private static final int AT_A_TIME = 200;

  /** Makes and fills them. Blocks. */
  void create(DatabaseServer server) throws SQLException {
    String rows =
        IntStream.rangeClosed(1, this.rows)
            .mapToObj(
                i -> "(" + i + "," + i % 7 + ",'unique " + i + "','some text of row " + i + "')")
            .collect(Collectors.joining(","));
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
      for (int i = 0; i < tables; i++) {
        statement.execute(
            "CREATE TABLE "
                + name(i)
                + " (id INT AUTO_INCREMENT PRIMARY KEY, k INT NOT NULL, u VARCHAR(40) NOT NULL,"
                + " c VARCHAR(120), KEY k_1 (k), UNIQUE KEY u_1 (u))"
                // One that both servers have: the piped dump converts nothing.
                + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
        statement.execute("INSERT INTO " + name(i) + " VALUES " + rows);
      }
    }
  }

  private String name(int number) {
    return database + ".t" + number;
  }

  /** Rows, a sum over all tables, and the parts of all keys, by the server. */
  String sum(DatabaseServer server) throws SQLException {
    StringBuilder sums = new StringBuilder();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (int from = 0; from < tables; from += AT_A_TIME) {
        sums.append(one(statement, summed(from, Math.min(tables, from + AT_A_TIME)))).append(' ');
      }
      return sums
          + one(
              statement,
              "SELECT COUNT(*), SUM(non_unique) FROM information_schema.statistics"
                  + " WHERE table_schema = '"
                  + database
                  + "'");
    }
  }

  private String summed(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i ->
                "SELECT COUNT(*) AS n, SUM(CRC32(CONCAT_WS(',', "
                    + i
                    + ", id, k, u, c))) AS s FROM "
                    + name(i))
        .collect(Collectors.joining(" UNION ALL ", "SELECT SUM(n), SUM(s) FROM (", ") AS sums"));
  }

  private static String one(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1) + "/" + row.getString(2);
    }
  }
}
