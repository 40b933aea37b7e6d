package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.mysql.MySql;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.Servers;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    try (DatabaseServer server = Servers.mariaDb().option("--log-bin-compress=ON").start();
        LogTail tail = begin(server)) {
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
    }
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
