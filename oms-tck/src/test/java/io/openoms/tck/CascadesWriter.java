package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Changes tables that foreign keys link, at random: rows come, change, get other keys and go, one
 * by one and many at once, in sessions with and without {@code foreign_key_checks}.
 */
final class CascadesWriter implements Callable<Void> {

  /** A child without a parent, a parent that must stay, keys that are there, locks. */
  private static final Set<Integer> EXPECTED =
      Set.of(1048, 1062, 1205, 1213, 1451, 1452, 1761, 1762);

  private static final int KEYS = 60;

  /** Tables and the columns by which they are compared. */
  static final List<String> TABLES =
      List.of(
          "parents: id, v",
          "children: id, parent, other, v, changed",
          "grandchildren: id, child, v",
          "regions: a, b, v",
          "places: a, b, c, v",
          "spots: id, a, b, c",
          "tree: id, parent, v",
          "forest: id, parent, v");

  private final DatabaseServer server;
  private final String database;
  private final Random random;
  private final AtomicBoolean over;
  private final AtomicLong transactions;

  CascadesWriter(
      DatabaseServer server,
      String database,
      long seed,
      AtomicBoolean over,
      AtomicLong transactions) {
    this.server = server;
    this.database = database;
    this.random = new Random(seed);
    this.over = over;
    this.transactions = transactions;
  }

  static void create(DatabaseServer server, String database) {
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".parents (id INT PRIMARY KEY, v INT)",
        "CREATE TABLE "
            + database
            + ".children (id INT PRIMARY KEY, parent INT, other INT, v INT,"
            + " changed TIMESTAMP(3) NULL ON UPDATE CURRENT_TIMESTAMP(3),"
            + " FOREIGN KEY (parent) REFERENCES parents (id) ON DELETE CASCADE ON UPDATE CASCADE,"
            + " FOREIGN KEY (other) REFERENCES parents (id) ON DELETE SET NULL ON UPDATE SET NULL)",
        "CREATE TABLE "
            + database
            + ".grandchildren (id INT PRIMARY KEY, child INT, v INT, UNIQUE KEY (v),"
            + " FOREIGN KEY (child) REFERENCES children (id) ON DELETE CASCADE ON UPDATE CASCADE)",
        "CREATE TABLE " + database + ".regions (a INT, b DATE, v INT, PRIMARY KEY (a, b))",
        "CREATE TABLE "
            + database
            + ".places (a INT, b DATE, c VARBINARY(8), v INT, PRIMARY KEY (a, b, c),"
            + " FOREIGN KEY (a, b) REFERENCES regions (a, b) ON DELETE CASCADE ON UPDATE CASCADE)",
        "CREATE TABLE "
            + database
            + ".spots (id INT PRIMARY KEY, a INT, b DATE, c VARBINARY(8), FOREIGN KEY (a, b, c)"
            + " REFERENCES places (a, b, c) ON DELETE SET NULL ON UPDATE CASCADE)",
        "CREATE TABLE "
            + database
            + ".tree (id INT PRIMARY KEY, parent INT, v INT,"
            + " FOREIGN KEY (parent) REFERENCES tree (id) ON DELETE CASCADE)",
        "CREATE TABLE "
            + database
            + ".forest (id INT PRIMARY KEY, parent INT, v INT,"
            + " FOREIGN KEY (parent) REFERENCES forest (id) ON DELETE SET NULL)");
  }

  @Override
  public Void call() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + database);
      statement.execute("SET SESSION innodb_lock_wait_timeout = 2");
      connection.setAutoCommit(false);
      while (!over.get()) {
        transaction(connection, statement);
        Thread.sleep(2);
      }
    }
    return null;
  }

  void some(int count) throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + database);
      connection.setAutoCommit(false);
      for (int i = 0; i < count; i++) {
        transaction(connection, statement);
      }
    }
  }

  private void transaction(Connection connection, Statement statement) throws SQLException {
    statement.execute("SET foreign_key_checks = " + (random.nextInt(8) == 0 ? 0 : 1));
    int changes = 1 + random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      try {
        statement.execute(change());
      } catch (SQLException e) {
        if (!EXPECTED.contains(e.getErrorCode())) {
          throw e;
        }
      }
    }
    if (random.nextInt(10) == 0) {
      connection.rollback();
    } else {
      connection.commit();
      transactions.incrementAndGet();
    }
  }

  private String change() {
    return switch (random.nextInt(30)) {
      case 0, 1, 2 -> "INSERT INTO parents VALUES (" + key() + ", " + key() + ")";
      case 3, 4, 5, 6 ->
          "INSERT INTO children (id, parent, other, v) VALUES (%d, %s, %s, %d), (%d, %s, %s, %d)"
              .formatted(key(), keyOrNull(), keyOrNull(), key(), key(), key(), keyOrNull(), key());
      case 7, 8, 9 ->
          "INSERT INTO grandchildren VALUES (%d, %d, %d)".formatted(key(), key(), key());
      case 10 -> "DELETE FROM parents WHERE id = " + key();
      case 11 -> "DELETE FROM parents WHERE id IN (" + key() + ", " + key() + ", " + key() + ")";
      case 12 -> "UPDATE parents SET id = " + key() + " WHERE id = " + key();
      case 13 -> "UPDATE parents SET id = id + 1 WHERE id > " + key() + " ORDER BY id DESC LIMIT 4";
      case 14 -> "REPLACE INTO parents VALUES (" + key() + ", " + key() + ")";
      case 15 -> "UPDATE parents SET v = " + key() + " WHERE id > " + key();
      case 16 -> "UPDATE children SET parent = %d, v = v + 1 WHERE id = %d".formatted(key(), key());
      case 17 -> "UPDATE children SET id = " + key() + " WHERE id = " + key();
      case 18 -> "DELETE FROM children WHERE id = " + key();
      case 19 -> "UPDATE grandchildren SET v = v + 1 WHERE id = " + key();
      case 20, 21 -> "INSERT INTO regions VALUES (%s, %d)".formatted(region(), key());
      case 22, 23 ->
          "INSERT INTO places VALUES (%s, x'0%d', %d)".formatted(region(), small(), key());
      case 24 ->
          "INSERT INTO spots SELECT %d, a, b, c FROM places ORDER BY v LIMIT 1".formatted(key());
      case 25 ->
          random.nextBoolean()
              ? "DELETE FROM regions WHERE (a, b) = (" + region() + ")"
              : "UPDATE regions SET a = %d WHERE (a, b) = (%s)".formatted(small(), region());
      case 26 ->
          random.nextBoolean()
              ? "DELETE FROM places WHERE c = x'0" + small() + "' LIMIT 2"
              : "UPDATE places SET c = x'0%d' WHERE a = %d LIMIT 1".formatted(small(), small());
      case 27, 28 -> "INSERT INTO " + trees() + " VALUES (%d, %s, 1)".formatted(key(), keyOrNull());
      default -> "DELETE FROM " + trees() + " WHERE id IN (" + key() + ", " + key() + ")";
    };
  }

  private String trees() {
    return random.nextBoolean() ? "tree" : "forest";
  }

  private int key() {
    return 1 + random.nextInt(KEYS);
  }

  private int small() {
    return 1 + random.nextInt(5);
  }

  private String region() {
    return small() + ", '2024-02-0" + small() + "'";
  }

  private String keyOrNull() {
    return random.nextInt(4) == 0 ? "NULL" : "" + key();
  }
}
