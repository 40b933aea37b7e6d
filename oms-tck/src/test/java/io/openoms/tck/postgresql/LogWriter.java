package io.openoms.tck.postgresql;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;

/**
 * Changes {@link LoggedTables} at random, transaction by transaction, with the settings of its own
 * session. What the server refuses (a key that is there, a deadlock) is rolled back. One thread.
 */
final class LogWriter implements AutoCloseable {

  private static final int IDS = 400;
  private static final int LARGE_ROWS = 1_500;

  private static final List<String> SESSIONS =
      List.of(
          "SET DateStyle = 'ISO, DMY'; SET TimeZone = 'Asia/Kathmandu'; SET bytea_output = 'escape'",
          "SET IntervalStyle = 'iso_8601'; SET extra_float_digits = -10; SET synchronous_commit = off",
          "SET DateStyle = 'ISO, YMD'; SET TimeZone = 'America/St_Johns'; SET IntervalStyle = 'sql_standard'");

  private final Connection connection;
  private final Random random;
  private final String name;
  private long transactions;

  LogWriter(DatabaseServer server, String schema, int number, long seed) throws SQLException {
    this.connection = server.connect();
    this.random = new Random(seed + number);
    this.name = schema + "_" + number;
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema + ", public");
      statement.execute(SESSIONS.get(number % SESSIONS.size()));
    }
  }

  long transactions() {
    return transactions;
  }

  /** One transaction, committed, prepared or rolled back. */
  void write() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      try {
        int changes = random.nextInt(60) == 0 ? 0 : 1 + random.nextInt(6);
        if (changes == 0) {
          large(statement);
        }
        for (int i = 0; i < changes; i++) {
          change(statement);
        }
        end(statement);
        transactions++;
      } catch (SQLException e) {
        if (!List.of("23505", "40P01", "40001").contains(e.getSQLState())) {
          throw e;
        }
        statement.execute("ROLLBACK");
      }
    }
  }

  private void end(Statement statement) throws SQLException {
    int how = random.nextInt(40);
    if (how == 0) {
      String prepared = "'" + name + "'";
      statement.execute("PREPARE TRANSACTION " + prepared);
      statement.execute((random.nextBoolean() ? "COMMIT" : "ROLLBACK") + " PREPARED " + prepared);
    } else {
      statement.execute(how < 5 ? "ROLLBACK" : "COMMIT");
    }
  }

  private void change(Statement statement) throws SQLException {
    switch (random.nextInt(12)) {
      case 0 -> {
        statement.execute("SAVEPOINT s");
        statement.execute(sql());
        statement.execute(random.nextBoolean() ? "ROLLBACK TO s" : "RELEASE s");
      }
      case 1 ->
          statement.execute(
              "DO $$ BEGIN "
                  + sql()
                  + "; "
                  + (random.nextBoolean() ? "RAISE division_by_zero; " : "")
                  + "EXCEPTION WHEN OTHERS THEN NULL; END $$");
      default -> statement.execute(sql());
    }
  }

  private void large(Statement statement) throws SQLException {
    int first = 10_000 + random.nextInt(5) * LARGE_ROWS;
    statement.execute("DELETE FROM acc WHERE id >= " + first + " AND id < " + (first + LARGE_ROWS));
    if (random.nextInt(3) > 0) {
      statement.execute(
          "INSERT INTO acc SELECT "
              + first
              + " + i, i, 'large', i / 3.0, repeat('y', i % 3000), NULL, now(), i, NULL, NULL"
              + " FROM generate_series(0, "
              + (LARGE_ROWS - 1)
              + ") i");
    }
  }

  private String sql() {
    int id = random.nextInt(IDS);
    int value = random.nextInt(1_000);
    return switch (random.nextInt(18)) {
      case 0 ->
          "INSERT INTO acc VALUES ("
              + (1_000 + id)
              + ", 1, 'é漢😀', 1.5, repeat('z', 3000), '\\x00ff', now(), 0.5, '1 mon 2 days', '2024-02-29')"
              + " ON CONFLICT (id) DO UPDATE SET n = acc.n + 1";
      case 1 -> "UPDATE acc SET n = " + value + ", at = clock_timestamp() WHERE id = " + id;
      case 2 -> "UPDATE acc SET big = repeat(md5('" + value + "'), 120) WHERE id = " + id;
      case 3 -> "UPDATE acc SET id = id + 2000 WHERE id = " + id;
      case 4 -> "UPDATE acc SET id = id - 2000 WHERE id = " + (2_000 + id);
      case 5 -> "DELETE FROM acc WHERE id = " + id;
      case 6 -> "UPDATE pair SET a = " + value % 50 + " WHERE b = 'b" + id + "'";
      case 7 -> "INSERT INTO pair VALUES (" + value % 50 + ", 'b" + id + "', NULL)";
      case 8 -> "DELETE FROM pair WHERE a = " + value % 50 + " AND b = 'b" + id + "'";
      case 9 -> "UPDATE fulls SET v = " + value + " WHERE id = " + id;
      case 10 -> "UPDATE fulls SET id = id + 5000, v = v + 1 WHERE id = " + id;
      case 11 ->
          "INSERT INTO fulls VALUES (" + id + ", repeat('q', 3000), 1) ON CONFLICT DO NOTHING";
      case 12 ->
          "INSERT INTO loose VALUES (" + value % 20 + ", NULL, repeat('k', " + value * 3 + "))";
      case 13 ->
          "UPDATE loose SET v = v + 1 WHERE v = " + value % 20 + " AND w = 'w" + id % 7 + "'";
      case 14 -> "DELETE FROM loose WHERE v > 30 OR (v = " + value % 20 + " AND w IS NULL)";
      case 15 -> "UPDATE byindex SET u = u + 7000, w = 'u' WHERE u = " + id;
      case 16 -> "UPDATE parts SET region = " + value % 5 + ", v = 'm' WHERE id = " + id;
      default ->
          "INSERT INTO parts VALUES (" + id + ", " + value % 5 + ", 'n') ON CONFLICT DO NOTHING";
    };
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
