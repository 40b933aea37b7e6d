package io.openoms.tck;

import io.openoms.binlog.mysql.reader.LogFixture;
import io.openoms.testkit.ServerType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statements whose log is recorded: values of every type with their edges, and every shape of
 * transaction that the server has. Their log is the same each time, except for the server's names.
 */
final class RecordedStatements {

  private static final int FLOATS = 200;
  private static final List<String> SESSION =
      List.of(
          "USE " + LogFixture.DATABASE,
          "SET NAMES utf8mb4",
          "SET time_zone = '+00:00'",
          "SET timestamp = 1700000000",
          "SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'");

  private final ServerType type;

  RecordedStatements(ServerType type) {
    this.type = type;
  }

  /** The captured tables. */
  List<String> tables() {
    List<String> tables = new ArrayList<>(List.of("edges", "floats", "letters"));
    if (!isOld()) {
      OddTables.ALL.forEach(odd -> tables.add(odd.table()));
      tables.addAll(List.of("more", "json_floats"));
    }
    return tables;
  }

  /** Creates the tables in a new database; this is not recorded. */
  List<String> creating() {
    List<String> creating =
        new ArrayList<>(
            List.of(
                "DROP DATABASE IF EXISTS " + LogFixture.DATABASE,
                "CREATE DATABASE " + LogFixture.DATABASE + " CHARACTER SET utf8mb4"));
    creating.addAll(SESSION);
    all().filter(RecordedStatements::creates).forEach(creating::add);
    return creating;
  }

  /** What is recorded. */
  List<String> recorded() {
    List<String> recorded = new ArrayList<>(SESSION);
    all().filter(sql -> !creates(sql)).forEach(recorded::add);
    recorded.add("SET SESSION sql_mode = ''");
    for (String table : tables()) {
      recorded.addAll(changed(table));
    }
    recorded.addAll(shapes());
    if (type == ServerType.MYSQL_97) {
      recorded.addAll(newest());
    }
    return recorded;
  }

  private boolean isOld() {
    return type == ServerType.MYSQL_56;
  }

  private static boolean creates(String sql) {
    return sql.startsWith("CREATE");
  }

  private Stream<String> all() {
    boolean mariaDb = type == ServerType.MARIADB;
    Stream<String> all =
        Stream.of(
                ValueCases.statements(),
                FloatsTable.statements(FLOATS),
                List.of(
                    "CREATE TABLE letters (id INT PRIMARY KEY, v VARCHAR(99) CHARACTER SET latin1)",
                    "INSERT INTO letters VALUES (1, 'äöü €'), (2, 'x'), (3, NULL), (5, 'gone')"))
            .flatMap(List::stream);
    return isOld()
        ? all
        : Stream.concat(
            all,
            Stream.of(OddTables.statements(mariaDb), LogValuesIT.more(mariaDb))
                .flatMap(List::stream));
  }

  private static List<String> changed(String table) {
    String number = table.equals("keyless_labels") ? "n" : "id";
    return List.of(
        "UPDATE "
            + table
            + " SET "
            + number
            + " = "
            + number
            + " + 100000 WHERE "
            + number
            + " % 2 = 0",
        "DELETE FROM " + table + " WHERE " + number + " % 5 = 0");
  }

  /** Transactions of all kinds, and statements about tables that are not captured. */
  private List<String> shapes() {
    return List.of(
        "BEGIN",
        "INSERT INTO letters VALUES (1001, 'a')",
        "SAVEPOINT one",
        "INSERT INTO letters VALUES (1002, 'undone')",
        "ROLLBACK TO one",
        "INSERT INTO letters VALUES (1003, 'b')",
        "COMMIT",
        "BEGIN",
        "INSERT INTO letters VALUES (1004, 'undone')",
        "ROLLBACK",
        "CREATE TABLE `andere_größe` (id INT PRIMARY KEY COMMENT '" + "x".repeat(300) + "')",
        "INSERT INTO `andere_größe` VALUES (1)",
        "ALTER TABLE `andere_größe` ADD COLUMN v INT",
        "DROP TABLE `andere_größe`",
        "XA START 'committed'",
        "INSERT INTO letters VALUES (1005, 'c')",
        "UPDATE letters SET v = 'd' WHERE id = 1",
        "XA END 'committed'",
        "XA PREPARE 'committed'",
        "XA COMMIT 'committed'",
        "XA START 'undone'",
        "INSERT INTO letters VALUES (1006, 'undone')",
        "XA END 'undone'",
        "XA PREPARE 'undone'",
        "XA ROLLBACK 'undone'",
        "XA START 'one'",
        "INSERT INTO letters VALUES (1007, 'e')",
        "XA END 'one'",
        "XA COMMIT 'one' ONE PHASE",
        "UPDATE edges SET v = REPEAT('long', 20), lt = REPEAT('long', 500) WHERE id < 5",
        "INSERT INTO edges (id, lt) VALUES (2001, REPEAT('z', 5000))",
        "UPDATE edges SET v = 'x' WHERE id = 2001",
        "INSERT INTO edges (id, lt) VALUES (2002, REPEAT('z', 5000))",
        "DELETE FROM edges WHERE id = 2002");
  }

  /** What only the newest server has. */
  private static List<String> newest() {
    return List.of(
        "SET gtid_next = 'AUTOMATIC:tagged'",
        "INSERT INTO letters VALUES (3001, 'tagged')",
        "SET SESSION binlog_transaction_compression = ON",
        "INSERT INTO letters VALUES (3002, 'tagged and compressed')",
        "SET gtid_next = 'AUTOMATIC'",
        "BEGIN",
        "UPDATE edges SET lt = REPEAT('compressed', 500) WHERE id < 4",
        "DELETE FROM edges WHERE id = 1",
        "INSERT INTO letters VALUES (3003, 'compressed')",
        "COMMIT",
        "SET SESSION binlog_transaction_compression = OFF",
        "SET SESSION binlog_row_value_options = 'PARTIAL_JSON'",
        "INSERT INTO texts VALUES (50, JSON_OBJECT('a', 1, 'b', REPEAT('y', 200)))",
        "UPDATE texts SET j = JSON_SET(j, '$.a', 2) WHERE id = 50",
        "UPDATE texts SET j = JSON_REPLACE(j, '$.b', 'short') WHERE id = 50",
        "UPDATE texts SET j = JSON_REMOVE(j, '$.a') WHERE id = 50");
  }
}
