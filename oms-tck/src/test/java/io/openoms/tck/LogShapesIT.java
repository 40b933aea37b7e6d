package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.mysql.MySql;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.Servers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shapes in which a log holds transactions: whatever the shape, the rows told are the rows. */
class LogShapesIT {

  private final String database = TestedPair.newName("shapes");

  @Test
  void compressedAndTaggedTransactionsAreTold() throws Exception {
    DatabaseServer server = ServerType.MYSQL_97.get().shared();
    try (LogTail tail = begin(server)) {
      CapturedTable table = tail.table(database, "t");
      Position start = tail.start();
      run(
          server,
          "SET SESSION binlog_transaction_compression = ON",
          "INSERT INTO t (id, v, j) VALUES (1, REPEAT('x', 100000), '[1]'), (2, 'y', NULL)",
          "SET SESSION binlog_transaction_compression_level_zstd = 22",
          "INSERT INTO t (id, v) SELECT a.n * 100 + b.n + 10, REPEAT(b.n, 2000) FROM "
              + numbers("a")
              + ", "
              + numbers("b"),
          "BEGIN",
          "UPDATE t SET v = CONCAT('z', v)",
          "DELETE FROM t WHERE id % 7 = 3",
          "COMMIT",
          "SET gtid_next = 'AUTOMATIC:mark'",
          "INSERT INTO t (id, v) VALUES (5000, 'tagged')",
          "SET SESSION binlog_transaction_compression = OFF",
          "INSERT INTO t (id, v) VALUES (5001, 'tagged')",
          "SET gtid_next = 'AUTOMATIC'",
          "INSERT INTO t (id, v) VALUES (5002, 'plain')");
      List<LogTail.Told> told = tail.read(List.of(table));
      assertThat(told).hasSize(6);
      assertThat(told.get(3).id()).contains(":mark:");
      assertThat(replayed(told)).containsExactlyInAnyOrderElementsOf(tail.snapshot(table));
      assertResumes(tail, table, start, told);
    } finally {
      end(server);
    }
  }

  @Test
  void mariaDbsCompressedEventsAreTold() throws Exception {
    DatabaseServer server = Servers.mariaDb().option("--log-bin-compress=ON").shared();
    try (LogTail tail = begin(server)) {
      CapturedTable table = tail.table(database, "t");
      Position start = tail.start();
      run(
          server,
          "INSERT INTO t (id, v) VALUES (1, REPEAT('x', 100000)), (2, REPEAT('y', 300))",
          "UPDATE t SET v = CONCAT('z', v)",
          "CREATE TABLE other (id INT PRIMARY KEY COMMENT '" + "x".repeat(500) + "')",
          "INSERT INTO t (id, v) VALUES (3, REPEAT('x', 1000))",
          "DELETE FROM t WHERE id = 2");
      List<LogTail.Told> told = tail.read(List.of(table));
      assertThat(replayed(told)).containsExactlyInAnyOrderElementsOf(tail.snapshot(table));
      assertResumes(tail, table, start, told);
    } finally {
      end(server);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB"})
  void imagesWithoutAllColumnsAreTold(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    try (LogTail tail = begin(server)) {
      server.execute(
          "CREATE TABLE "
              + database
              + ".d (id INT PRIMARY KEY, i INT NOT NULL DEFAULT -7, u DECIMAL(10,3) DEFAULT 1.5,"
              + " f FLOAT DEFAULT 0.1, d DOUBLE DEFAULT 1e20, v VARCHAR(20) DEFAULT 'it''s é',"
              + " c CHAR(5) NOT NULL DEFAULT '', b BINARY(4) DEFAULT 'ab', vb VARBINARY(9) DEFAULT"
              + " 'x', e ENUM('x','y''z') DEFAULT 'y''z', s SET('a','b','c') DEFAULT 'a,c', da DATE"
              + " DEFAULT '2001-02-03', ti TIME(2) DEFAULT '-01:00:00.5', dt DATETIME(3) DEFAULT"
              + " '2001-02-03 04:05:06.789', y YEAR DEFAULT 2001, bi BIT(9) DEFAULT b'100000001',"
              + " n INT, now DATETIME DEFAULT CURRENT_TIMESTAMP, t TEXT)");
      CapturedTable table = tail.table(database, "d");
      for (String image : List.of("MINIMAL", "NOBLOB")) {
        tail.here();
        String id = image.equals("MINIMAL") ? "1" : "2";
        run(
            server,
            "SET SESSION binlog_row_image = '" + image + "'",
            "INSERT INTO d (id) VALUES (" + id + ")");
        List<RowChange> told = tail.changes(table);
        assertThat(told.get(0).after()).isIn(tail.snapshot(table)).matches(RowImage::isWhole);
      }
      run(
          server,
          "SET SESSION binlog_row_image = 'MINIMAL'",
          "UPDATE d SET v = 'new' WHERE id = 1",
          "DELETE FROM d WHERE id = 1");
      List<RowChange> told = tail.changes(table);
      assertThat(told).hasSize(2).noneMatch(RowChange::isWhole);
      assertThat(told.get(0).before().isAbsent(0)).isFalse();
      assertThat(told.get(0).after().isAbsent(5)).isFalse();
      assertThat(told.get(0).after().isAbsent(1)).isTrue();
    } finally {
      end(server);
    }
  }

  /** Constants of every kind, also those that a type has by itself, and what a trigger sets. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB"})
  void whatAnInsertOmitsIsToldForEveryKindOfDefault(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    List<String> columns =
        List.of(
            "TIMESTAMP NULL DEFAULT '2001-02-03 04:05:06'",
            "TIMESTAMP(3) NULL DEFAULT '2001-02-03 04:05:06.7'",
            "TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00'",
            "TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
            "DATETIME(6) NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(6)",
            "DATE NOT NULL DEFAULT '0000-00-00'",
            "DATE NOT NULL DEFAULT '2001-00-00'",
            "INT(5) ZEROFILL DEFAULT 42",
            "DECIMAL(8,2) ZEROFILL DEFAULT 1.5",
            "FLOAT(7,3) DEFAULT 1.5",
            "DOUBLE(9,3) DEFAULT -1.25",
            "BIGINT UNSIGNED DEFAULT 18446744073709551615",
            "TEXT DEFAULT ('abc')",
            "INT DEFAULT (1 + 2)",
            "VARCHAR(9) CHARACTER SET latin1 DEFAULT 'é'",
            "BINARY(3) DEFAULT x'00ff'",
            "INT AS (1 + 2) STORED",
            "INT NOT NULL",
            "DECIMAL(5,2) NOT NULL",
            "DOUBLE NOT NULL",
            "VARCHAR(5) NOT NULL",
            "BINARY(3) NOT NULL",
            "TEXT NOT NULL",
            "BLOB NOT NULL",
            "ENUM('a','b') NOT NULL",
            "SET('a','b') NOT NULL",
            "BIT(9) NOT NULL",
            "YEAR NOT NULL",
            "DATE NOT NULL",
            "TIME(2) NOT NULL",
            "DATETIME(3) NOT NULL");
    List<String> wrong = new ArrayList<>();
    try (LogTail tail = begin(server)) {
      for (String column : columns) {
        run(
            server,
            "SET sql_mode = '', time_zone = '+05:30'",
            "CREATE TABLE o (id INT AUTO_INCREMENT PRIMARY KEY, c " + column + ", d INT DEFAULT 1)",
            "CREATE TRIGGER sets BEFORE INSERT ON o FOR EACH ROW SET NEW.d = 7");
        CapturedTable table = tail.table(database, "o");
        tail.here();
        run(
            server,
            "SET sql_mode = '', time_zone = '-08:00', binlog_row_image = 'MINIMAL'",
            "INSERT INTO o () VALUES ()");
        if (isUnknown(column)) {
          assertThatThrownBy(() -> tail.changes(table)).hasMessageContaining("ROW_INCOMPLETE");
        } else if (!tail.snapshot(table).equals(List.of(tail.changes(table).get(0).after()))) {
          wrong.add(column);
        }
        run(server, "DROP TABLE o");
      }
      assertThat(wrong).isEmpty();
    } finally {
      end(server);
    }
  }

  /** Named instead: no server shows these for sure. */
  private static boolean isUnknown(String column) {
    return column.startsWith("ENUM");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80"})
  void whatChangedInJsonIsTold(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    try (LogTail tail = begin(server)) {
      CapturedTable table = tail.table(database, "t");
      run(
          server,
          "SET SESSION binlog_row_value_options = 'PARTIAL_JSON'",
          "INSERT INTO t (id, j) VALUES (1, '{\"a\": [1, 2, {\"b\": \""
              + "x".repeat(300)
              + "\"}], \"long key\": null, \"ü\": 1, \"z\": \""
              + "y".repeat(500)
              + "\"}')",
          "INSERT INTO t (id, j) VALUES (2, '[1, [2, 3], {\"k\": \"" + "v".repeat(200) + "\"}]')",
          "INSERT INTO t (id, j) VALUES (3, NULL)",
          "UPDATE t SET j = JSON_SET(j, '$.a[2].b', 'short', '$.\"long key\"', 1.0) WHERE id = 1",
          "UPDATE t SET j = JSON_REMOVE(j, '$.a[0]'), n = 8 WHERE id = 1",
          "UPDATE t SET j = JSON_REPLACE(j, '$.\"ü\"', CAST('[]' AS JSON)) WHERE id = 1",
          "UPDATE t SET j = JSON_SET(j, '$[1][0]', 'two', '$[2].k', 'w') WHERE id = 2",
          "UPDATE t SET j = JSON_SET(j, '$[1][5]', 9) WHERE id = 2",
          "UPDATE t SET j = JSON_REPLACE(j, '$[0]', 'one') WHERE id IN (2, 3)",
          "UPDATE t SET n = 9");
      List<LogTail.Told> told = tail.read(List.of(table));
      assertThat(replayed(told)).containsExactlyInAnyOrderElementsOf(tail.snapshot(table));
      run(
          server,
          "SET binlog_row_value_options = 'PARTIAL_JSON', binlog_row_image = 'MINIMAL'",
          "UPDATE t SET j = JSON_SET(j, '$[1][0]', 'without the document') WHERE id = 2");
      assertThatThrownBy(() -> tail.read(List.of(table)))
          .hasMessageContaining("ROW_INCOMPLETE")
          .hasMessageContaining("binlog_row_image must be FULL");
    } finally {
      end(server);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB"})
  void twoPhaseTransactionsAreToldWhenTheyAreCommitted(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    try (LogTail tail = begin(server)) {
      CapturedTable table = tail.table(database, "t");
      Position start = tail.start();
      run(
          server,
          "XA START 'a', 'b'",
          "INSERT INTO t (id, v) VALUES (1, 'a'), (2, 'b')",
          "UPDATE t SET v = 'c' WHERE id = 1",
          "XA END 'a', 'b'",
          "XA PREPARE 'a', 'b'");
      run(server, "INSERT INTO t (id, v) VALUES (3, 'between')");
      run(
          server,
          "XA START 'one'",
          "INSERT INTO t (id, v) VALUES (4, 'one phase')",
          "XA END 'one'",
          "XA COMMIT 'one' ONE PHASE");
      run(server, "XA START 'r'", "INSERT INTO t (id) VALUES (5)", "XA END 'r'", "XA PREPARE 'r'");
      run(server, "XA COMMIT 'a', 'b'", "XA ROLLBACK 'r'");
      run(server, "INSERT INTO t (id, v) VALUES (6, 'last')");
      List<LogTail.Told> told = tail.read(List.of(table));
      assertThat(told.stream().map(one -> one.changes().size())).containsExactly(1, 1, 3, 1);
      assertThat(replayed(told)).containsExactlyInAnyOrderElementsOf(tail.snapshot(table));
      // Decided, also by a rollback: nothing is kept of them.
      assertThat(tail.start().text()).doesNotContain("prepared=");
      assertResumes(tail, table, start, told);
      assertResumesWhereverNothingIsToldForAWhile(tail, table, start);
    } finally {
      end(server);
    }
  }

  /** A reader that must not wait says so after each event that brings nothing. */
  private static void assertResumesWhereverNothingIsToldForAWhile(
      LogTail tail, CapturedTable table, Position start) {
    Map<Position, Integer> toldBefore = new LinkedHashMap<>();
    int told = 0;
    boolean inTransaction = false;
    tail.from(start);
    try (ChangeReader reader = tail.open(List.of(table))) {
      while (true) {
        ChangeEvent event = reader.next(Duration.ZERO);
        if (event instanceof ChangeEvent.Idle idle) {
          if (!inTransaction) {
            toldBefore.put(reader.position(), told);
          }
          if (idle.atEnd()) {
            break;
          }
        } else if (event instanceof ChangeEvent.Changes changes) {
          told += changes.changes().size();
        } else {
          inTransaction = event instanceof ChangeEvent.Begun;
        }
      }
    }
    assertThat(toldBefore).hasSizeGreaterThan(5);
    int all = told;
    toldBefore.forEach(
        (position, before) -> {
          tail.from(position);
          assertThat(tail.changes(table)).as("from %s", position).hasSize(all - before);
        });
  }

  private LogTail begin(DatabaseServer server) {
    server.execute(
        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
        "CREATE TABLE "
            + database
            + ".t (id INT PRIMARY KEY, v LONGTEXT, n INT NOT NULL DEFAULT 7,"
            + " j JSON, e ENUM('a','b') DEFAULT 'b')");
    return new LogTail(MySql.at(server.jdbcUrl()).credentials(server.user(), server.password()));
  }

  private void end(DatabaseServer server) {
    server.execute("DROP DATABASE " + database);
  }

  private void run(DatabaseServer server, String... statements) throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + database);
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String numbers(String alias) {
    return "(SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5"
        + " UNION SELECT 6 UNION SELECT 7) "
        + alias;
  }

  /** The rows that are left when all changes are made one after another, by the first column. */
  private static List<RowImage> replayed(List<LogTail.Told> told) {
    Map<RowImage, RowImage> rows = new LinkedHashMap<>();
    for (LogTail.Told transaction : told) {
      for (LogTail.Change change : transaction.changes()) {
        RowChange row = change.row();
        if (row.before() != null) {
          RowImage key = row.before().only(new int[] {0});
          assertThat(rows.remove(key)).isEqualTo(row.before());
        }
        if (row.after() != null) {
          rows.put(row.after().only(new int[] {0}), row.after());
        }
      }
    }
    return new ArrayList<>(rows.values());
  }

  /** From the start, and then from behind each transaction, the rest is told and nothing else. */
  private static void assertResumes(
      LogTail tail, CapturedTable table, Position start, List<LogTail.Told> told) {
    Position end = tail.start();
    tail.from(start);
    List<Position> behind = tail.positions(List.of(table));
    assertThat(behind).hasSameSizeAs(told);
    for (int i = 0; i < behind.size(); i++) {
      tail.from(behind.get(i));
      assertThat(tail.read(List.of(table))).isEqualTo(told.subList(i + 1, told.size()));
      for (int j = 0; j < told.size(); j++) {
        assertThat(tail.log().includes(behind.get(i), told.get(j).id())).isEqualTo(j <= i);
        assertThat(tail.log().covers(behind.get(i), behind.get(j))).isEqualTo(j <= i);
      }
    }
    assertThat(tail.log().covers(end, tail.log().current().orElseThrow())).isTrue();
  }
}
