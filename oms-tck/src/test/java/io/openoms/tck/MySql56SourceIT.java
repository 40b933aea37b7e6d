package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Copied and followed from MySQL 5.6, the oldest: without JSON, generated columns and row metadata,
 * by GTIDs and by file and position.
 */
class MySql56SourceIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final List<String> TABLES = List.of("kinds", "times", "keyless", "lobs");

  static Stream<Named<ServerSpec>> sources() {
    return Stream.of(
        Named.of("GTIDs", Servers.mysql56()),
        Named.of("file and position", Servers.mysql56().withServerDefaults()));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void rowsAndChangesArriveEqual(ServerSpec source, @TempDir Path spool) throws Exception {
    DatabaseServer from = source.shared();
    DatabaseServer to = Servers.oceanBase().shared();
    String database = TestedPair.newName("old");
    ExecutorService threads = Executors.newCachedThreadPool();
    create(from, database);
    try (MigrationRun run = Pairs.following(database, from, to, spool, i -> {}).start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      change(from, database);
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      run.finishIncremental();
      assertThat(run.await().state()).as("%s", run.result()).isEqualTo(RunState.COMPLETED);
      SqlComparison comparison = new SqlComparison(from, to, database);
      comparison.assertSameContent(TABLES);
      comparison.assertSameRows(
          "texts", "id, CONVERT(l USING utf8mb4), CONVERT(g USING utf8mb4), c, n, x");
    } finally {
      threads.shutdownNow();
      from.execute("DROP DATABASE IF EXISTS " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private static void create(DatabaseServer from, String database) {
    from.execute(
        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
        "USE " + database,
        "CREATE TABLE kinds (id BIGINT UNSIGNED PRIMARY KEY, i INT, t TINYINT UNSIGNED,"
            + " d DECIMAL(65,30), f FLOAT, g DOUBLE, b BIT(64), e ENUM('a','b'), s SET('x','y'),"
            + " y YEAR, UNIQUE KEY u (i))",
        "CREATE TABLE times (id INT PRIMARY KEY, d DATE, t TIME(6), s DATETIME(6), p TIMESTAMP(3)"
            + " NULL, o TIME, q DATETIME, r TIMESTAMP NULL)",
        "CREATE TABLE texts (id VARCHAR(20) COLLATE utf8mb4_bin PRIMARY KEY,"
            + " l VARCHAR(50) CHARACTER SET latin1 COLLATE latin1_bin,"
            + " g VARCHAR(50) CHARACTER SET gbk COLLATE gbk_bin, c CHAR(5), n VARBINARY(10),"
            + " x BINARY(4))",
        "CREATE TABLE keyless (v INT, w VARCHAR(20))",
        "CREATE TABLE lobs (id INT PRIMARY KEY, t LONGTEXT, b MEDIUMBLOB)",
        "INSERT INTO kinds VALUES (18446744073709551615, -1, 255,"
            + " -12345678901234567890123456789012345.123456789012345678901234567890, 1.1, 2.2e300,"
            + " b'1', 'b', 'x,y', 1999), (0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
        "INSERT INTO times VALUES (1, '1000-01-01', '-838:59:59', '9999-12-31 23:59:59.999999',"
            + " '2038-01-19 03:14:07.999', '-00:00:01', '2000-02-29 01:02:03', '1971-01-01')",
        "INSERT INTO texts VALUES ('a', 'é', '中', 'x  ', X'00FF', X'41'),"
            + " ('A', '', NULL, '', X'', X'4142')",
        "INSERT INTO keyless VALUES (1, 'one'), (1, 'one'), (2, NULL)",
        "INSERT INTO lobs VALUES (1, REPEAT('é', 70000), REPEAT(X'00FF27', 70000))");
  }

  private static void change(DatabaseServer from, String database) {
    from.execute(
        "USE " + database,
        "INSERT INTO kinds VALUES (5, 5, 5, 0.000000000000000000000000000005, -0.0, 1e-300,"
            + " b'1111111111111111111111111111111111111111111111111111111111111111', 'a', '', 2155)",
        "UPDATE kinds SET id = 7, i = 9, e = NULL WHERE id = 0",
        "SET SESSION time_zone = '-05:00'",
        "UPDATE times SET t = '-00:00:00.000001', s = '2000-01-01 00:00:00.000001',"
            + " p = '2001-02-03 04:05:06.789', o = '838:59:59'",
        "INSERT INTO times VALUES (2, NULL, '12:34:56.5', NULL, NULL, '00:00:00', NULL, NULL)",
        "SET NAMES latin1",
        "UPDATE texts SET id = 'b', l = X'FC', c = 'y' WHERE id = 'A'",
        "DELETE FROM keyless LIMIT 1",
        "INSERT INTO keyless VALUES (3, 'three')",
        "SET SESSION binlog_row_image = 'MINIMAL'",
        "UPDATE lobs SET t = REPEAT('z', 100000)",
        "INSERT INTO lobs (id) VALUES (2)",
        "BEGIN",
        "DELETE FROM kinds",
        "ROLLBACK",
        "BEGIN",
        "DELETE FROM texts WHERE id = 'a'",
        "SAVEPOINT s",
        "DELETE FROM texts",
        "ROLLBACK TO s",
        "COMMIT");
  }
}
