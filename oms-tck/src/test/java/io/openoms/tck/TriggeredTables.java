package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/**
 * Tables of an OceanBase source, and random statements on them: each kind that makes triggers fire
 * in a way of its own. Immutable.
 */
record TriggeredTables(String database) {

  static final List<String> NAMES =
      List.of("two_keys", "parent", "child", "grandchild", "worded", "parted", "lobs");

  private static final int KEYS = 25;

  void create(DatabaseServer server) {
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE "
            + database
            + ".two_keys (id INT PRIMARY KEY, a INT, b INT, v VARCHAR(40), twice INT AS (a * 2)"
            + " STORED, UNIQUE KEY (a), UNIQUE KEY (b))",
        "CREATE TABLE " + database + ".parent (id INT PRIMARY KEY, v INT)",
        "CREATE TABLE "
            + database
            + ".child (id INT PRIMARY KEY, p INT, v INT, FOREIGN KEY (p) REFERENCES "
            + database
            + ".parent (id) ON DELETE CASCADE ON UPDATE CASCADE)",
        "CREATE TABLE "
            + database
            + ".grandchild (id INT PRIMARY KEY, c INT, FOREIGN KEY (c) REFERENCES "
            + database
            + ".child (id) ON DELETE SET NULL ON UPDATE CASCADE)",
        "CREATE TABLE "
            + database
            + ".worded (w VARCHAR(20), n DECIMAL(8,2), at DATETIME(3), v INT,"
            + " PRIMARY KEY (w, n, at))",
        "CREATE TABLE "
            + database
            + ".parted (id BIGINT, day DATE, v INT, PRIMARY KEY (id, day))"
            + " PARTITION BY HASH (id) PARTITIONS 3",
        "CREATE TABLE " + database + ".lobs (id INT PRIMARY KEY, t LONGTEXT, b LONGBLOB, j JSON)");
  }

  /** Every table has rows, and the same ones in a database of that name. */
  void assertEqual(DatabaseServer from, DatabaseServer to, String copy) throws SQLException {
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      for (String table : NAMES) {
        List<String> rows = TableDigest.rows(source, database + "." + table, "*");
        assertThat(TableDigest.rows(sink, copy + "." + table, "*")).as(table).isEqualTo(rows);
        assertThat(rows).as(table).isNotEmpty();
      }
    }
  }

  /** A statement that may fail by a key that is there, or a parent that is not. */
  String statement(Random random) {
    int k = random.nextInt(KEYS);
    int l = random.nextInt(KEYS);
    int m = random.nextInt(KEYS);
    int v = random.nextInt(1000);
    return switch (random.nextInt(24)) {
      case 0, 1 ->
          "INSERT INTO %s.two_keys (id, a, b, v) VALUES (%d, %d, %d, 'i%d')"
              .formatted(database, k, l, m, v);
      case 2 ->
          "REPLACE INTO %s.two_keys (id, a, b, v) VALUES (%d, %d, %d, 'r%d')"
              .formatted(database, k, l, m, v);
      case 3 ->
          "INSERT IGNORE INTO %s.two_keys (id, a, b, v) VALUES (%d, %d, %d, 'g'), (%d, %d, %d, 'h%d')"
              .formatted(database, k, l, m, l, m, k, v);
      case 4 ->
          "INSERT INTO %s.two_keys (id, a, b, v) VALUES (%d, %d, %d, 'n') ON DUPLICATE KEY UPDATE v = 'o%d', a = a + 1"
              .formatted(database, k, l, m, v);
      case 5 ->
          "UPDATE IGNORE %s.two_keys SET a = %d WHERE id IN (%d, %d)".formatted(database, m, k, l);
      case 6 -> "UPDATE %s.two_keys SET id = id + 1 WHERE id = %d".formatted(database, k);
      case 7 -> "DELETE FROM %s.two_keys WHERE a = %d OR b = %d".formatted(database, k, l);
      case 8 -> "UPDATE %s.two_keys SET v = v WHERE id < %d".formatted(database, k);
      case 9, 10 -> "INSERT INTO %s.parent VALUES (%d, %d)".formatted(database, k, v);
      case 11, 12 -> "INSERT INTO %s.child VALUES (%d, %d, %d)".formatted(database, k, l, v);
      case 13 -> "INSERT INTO %s.grandchild VALUES (%d, %d)".formatted(database, k, l);
      case 14 -> "DELETE FROM %s.parent WHERE id = %d".formatted(database, k);
      case 15 -> "UPDATE %s.parent SET id = id + 100 WHERE id = %d".formatted(database, k);
      case 16 ->
          "UPDATE %1$s.parent p JOIN %1$s.child c ON c.p = p.id SET p.v = %2$d, c.v = %2$d WHERE p.id < %3$d"
              .formatted(database, v, k);
      case 17 ->
          "DELETE p, c FROM %1$s.two_keys p JOIN %1$s.child c ON c.id = p.id WHERE p.id = %2$d"
              .formatted(database, k);
      case 18 ->
          "REPLACE INTO %s.worded VALUES ('%s', %d.50, '2024-02-29 12:00:00.%03d', %d)"
              .formatted(database, k % 2 == 0 ? "Wort" + l : "wort" + l, m, k, v);
      case 19 -> "UPDATE %s.worded SET w = UPPER(w), v = v + 1 WHERE n < %d".formatted(database, k);
      case 20 ->
          "INSERT INTO %s.parted VALUES (%d, '2024-01-%02d', %d) ON DUPLICATE KEY UPDATE v = VALUES(v)"
              .formatted(database, k, l + 1, v);
      case 21 -> "DELETE FROM %s.parted WHERE id = %d AND v < %d".formatted(database, k, v);
      case 22 ->
          "REPLACE INTO %s.lobs VALUES (%d, REPEAT('t%d', %d), REPEAT(x'00ff27', %d), '{\"n\": %d, \"a\": [1, \"x\"]}')"
              .formatted(database, k, v, 20 + 100 * l, 1 + 500 * m, v);
      default -> "UPDATE %s.lobs SET t = CONCAT(t, 'ü') WHERE id = %d".formatted(database, k);
    };
  }
}
