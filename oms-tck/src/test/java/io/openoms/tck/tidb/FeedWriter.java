package io.openoms.tck.tidb;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * Changes two tables by a seed, some rows in each transaction: rows come and go, keys move, unique
 * values are handed on. One thread of its own.
 */
final class FeedWriter implements AutoCloseable {

  private static final int KEYS = 400;

  private final DatabaseServer server;
  private final String database;
  private final Random random;
  private final Thread thread;
  private volatile boolean isStopped;
  private volatile SQLException failure;
  private int value;

  private FeedWriter(DatabaseServer server, String database, long seed) {
    this.server = server;
    this.database = database;
    this.random = new Random(seed);
    this.thread = new Thread(this::run, "feed-writer");
    thread.setDaemon(true);
  }

  static void create(DatabaseServer server, String database) {
    server.executeIn(
        database,
        "CREATE TABLE orders (id INT PRIMARY KEY, u INT, v VARCHAR(40) NOT NULL, t TIMESTAMP(3)"
            + " NULL, UNIQUE KEY (u))",
        "CREATE TABLE words (w VARBINARY(20), n INT, d DECIMAL(12,3), j JSON, PRIMARY KEY (w, n))",
        "INSERT INTO orders WITH RECURSIVE s AS (SELECT 1 AS n UNION ALL SELECT n + 2 FROM s WHERE"
            + " n < 390) SELECT n, n, CONCAT('first ', n), '2026-01-01 10:00:00.123' FROM s",
        "INSERT INTO words WITH RECURSIVE s AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM s WHERE"
            + " n < 300) SELECT UNHEX(HEX(n)), n, n / 7, JSON_OBJECT('n', n) FROM s");
  }

  static FeedWriter start(DatabaseServer server, String database, long seed) {
    FeedWriter writer = new FeedWriter(server, database, seed);
    writer.thread.start();
    return writer;
  }

  private void run() {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!isStopped) {
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
          change(statement);
        }
        connection.commit();
        Thread.sleep(random.nextInt(12));
      }
    } catch (SQLException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void change(Statement statement) throws SQLException {
    int id = random.nextInt(KEYS);
    int other = random.nextInt(KEYS);
    String next = "'v" + ++value + "'";
    switch (random.nextInt(8)) {
      case 0 -> statement.execute("DELETE FROM orders WHERE id = " + id);
      case 1 ->
          statement.execute(
              "INSERT IGNORE INTO orders VALUES (" + id + ", " + other + ", " + next + ", NOW(3))");
      case 2 -> statement.execute("UPDATE IGNORE orders SET id = " + other + " WHERE id = " + id);
      case 3 -> statement.execute("UPDATE IGNORE orders SET u = " + other + " WHERE id = " + id);
      case 4 ->
          statement.execute(
              "REPLACE INTO orders VALUES (" + id + ", " + other + ", " + next + ", NULL)");
      case 5 ->
          statement.execute(
              "REPLACE INTO words VALUES (UNHEX('ff"
                  + String.format("%04x", id)
                  + "'), "
                  + id
                  + ", "
                  + value
                  + " / 3, JSON_OBJECT('v', "
                  + next
                  + "))");
      case 6 -> statement.execute("DELETE FROM words WHERE n = " + other);
      default ->
          statement.execute(
              "UPDATE orders SET v = " + next + " WHERE id BETWEEN " + id + " AND " + (id + 3));
    }
  }

  /** Ends the writer; it must not have failed. */
  void stop() throws SQLException {
    isStopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() throws SQLException {
    stop();
  }
}
