package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.RunState;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schema and full copy from every source into OceanBase, compared by plain SQL. */
class FullCopyIT {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String database = "tck_" + UUID.randomUUID().toString().substring(0, 8);

  enum Source implements Supplier<DatabaseServer> {
    MYSQL_97,
    MYSQL_80,
    MARIADB;

    @Override
    public DatabaseServer get() {
      return switch (this) {
        case MYSQL_97 -> Servers.mysql97().shared();
        case MYSQL_80 -> Servers.mysql80().shared();
        case MARIADB -> Servers.mariaDb().shared();
      };
    }
  }

  static Stream<Source> sources() {
    return Stream.of(Source.values());
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void everyPlainTypeArrivesExactly(Source source) throws Exception {
    DatabaseServer from = source.get();
    DatabaseServer to = Servers.oceanBase().shared();
    from.execute(
        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
        "CREATE TABLE "
            + database
            + ".kinds (id BIGINT UNSIGNED NOT NULL PRIMARY KEY,"
            + " i8 TINYINT, i16 SMALLINT UNSIGNED, i24 MEDIUMINT, i32 INT DEFAULT 7,"
            + " dec65 DECIMAL(65,30), f FLOAT, d DOUBLE, bits BIT(64), one BIT(1),"
            + " c CHAR(10), v VARCHAR(200) NOT NULL DEFAULT 'it''s \\\\ here' COMMENT 'a ''quoted'' one',"
            + " t LONGTEXT, b BINARY(4), vb VARBINARY(64), bl LONGBLOB,"
            + " e ENUM('a','b''c','d'), s SET('x','y','z'), da DATE, ti TIME(6), dt DATETIME(6),"
            + " ts TIMESTAMP(6) NULL, y YEAR, UNIQUE KEY by_v (v), KEY by_two (i32, da))",
        "INSERT INTO "
            + database
            + ".kinds VALUES (18446744073709551615, -128, 65535, -8388608,"
            + " -2147483648, 12345678901234567890123456789012345.123456789012345678901234567891,"
            + " 0.1, -1.7976931348623157e308, x'8000000000000001', b'1', 'pad', 'emoji 😀 ''q'' \\\\',"
            + " 'long\\0text', x'01000000', x'00ff27', x'deadbeef', 'b''c', 'x,z', '9999-12-31',"
            + " '-838:59:59', '1000-01-01 00:00:00.000001', '2038-01-19 03:14:07.999999', 2155)",
        "INSERT INTO "
            + database
            + ".kinds (id, v, f, d, c, t, bl, ti) VALUES"
            + " (1, '', -0e0, -0e0, '', '', '', '838:59:59.000000'),"
            + " (2, 'plain', 16777216, 4.9e-324, NULL, NULL, NULL, NULL),"
            + " (3, '中文', 3.402823e38, 2.2250738585072014e-308, '中', 'ü', x'00', '-00:00:00.000001')");
    try {
      MigrationResult result = migrate(from, to, 0);

      assertThat(result.error()).isEmpty();
      assertThat(result.objects()).allSatisfy(o -> assertThat(o.error()).isEmpty());
      assertThat(result.state()).isEqualTo(RunState.COMPLETED);
      String columns =
          "id,i8,i16,i24,i32,dec65,f*1e0,d,HEX(bits),HEX(one),HEX(c),HEX(v),HEX(t),HEX(b),HEX(vb),"
              + "HEX(bl),e,s,da,ti,dt,ts,y";
      assertSame(from, to, "kinds", columns);
    } finally {
      drop(from, to);
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void manyRowsArriveInChunksAndASecondRunCopiesNothing(Source source) throws Exception {
    DatabaseServer from = source.get();
    DatabaseServer to = Servers.oceanBase().shared();
    from.execute(
        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
        "CREATE TABLE "
            + database
            + ".pairs (a VARCHAR(20) NOT NULL, b INT NOT NULL,"
            + " note VARCHAR(50), PRIMARY KEY (a, b), KEY by_note (note))",
        "INSERT INTO "
            + database
            + ".pairs SELECT CONCAT('k', x.n % 7), x.n * 3, CONCAT('n', x.n)"
            + " FROM ("
            + numbers()
            + ") x",
        "CREATE TABLE " + database + ".keyless (n INT, note VARCHAR(10))",
        "INSERT INTO " + database + ".keyless SELECT x.n % 10, 'same' FROM (" + numbers() + ") x",
        "CREATE TABLE " + database + ".empty_one (id INT PRIMARY KEY)",
        "CREATE VIEW "
            + database
            + ".notes AS SELECT note, COUNT(*) AS c FROM "
            + database
            + ".pairs GROUP BY note");
    try {
      MigrationResult result = migrate(from, to, 101);

      assertThat(result.error()).isEmpty();
      assertThat(result.objects()).allSatisfy(o -> assertThat(o.error()).isEmpty());
      assertThat(result.state()).isEqualTo(RunState.COMPLETED);
      assertSame(from, to, "pairs", "a,b,note");
      assertSame(from, to, "keyless", "n,note");
      assertSame(from, to, "empty_one", "id");
      assertSame(from, to, "notes", "note,c");
      try (Connection connection = to.connect()) {
        String chunks = "oms_state.chunk WHERE project = '" + database + "' AND done = 1";
        assertThat(TableDigest.rows(connection, chunks, "number").size()).isGreaterThan(10);
        String index =
            "information_schema.statistics WHERE table_schema = '"
                + database
                + "' AND table_name = 'pairs' AND index_name = 'by_note'";
        assertThat(TableDigest.rows(connection, index, "column_name")).hasSize(1);
      }

      MigrationResult again = migrate(from, to, 101);

      assertThat(again.phases().get(Phase.FULL).status()).isEqualTo(PhaseStatus.SKIPPED);
      assertThat(again.objects())
          .allMatch(
              o -> o.status() == ObjectStatus.COMPLETED || o.status() == ObjectStatus.CONVERTED);
      assertSame(from, to, "pairs", "a,b,note");
    } finally {
      drop(from, to);
    }
  }

  private static String numbers() {
    String digits =
        "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
            + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
            + " UNION ALL SELECT 9)";
    return "SELECT p.d + 10 * q.d + 100 * r.d + 1000 * s.d AS n FROM "
        + digits
        + " p, "
        + digits
        + " q, "
        + digits
        + " r, "
        + digits
        + " s";
  }

  private MigrationResult migrate(DatabaseServer from, DatabaseServer to, long chunkRows)
      throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(o -> o.include(database + ".*"))
            .phases(p -> p.schema().full(f -> f.readers(2).writers(2).chunkRows(chunkRows)))
            .build();
    try (MigrationRun run = project.start(threads)) {
      return run.await();
    }
  }

  private void assertSame(DatabaseServer from, DatabaseServer to, String table, String columns)
      throws Exception {
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      String name = database + "." + table;
      assertThat(TableDigest.rows(sink, name, columns))
          .isEqualTo(TableDigest.rows(source, name, columns));
    }
  }

  private void drop(DatabaseServer from, DatabaseServer to) {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }
}
