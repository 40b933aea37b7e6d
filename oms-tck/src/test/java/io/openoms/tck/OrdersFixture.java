package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;

/** A keyed and a keyless table with rows enough for faults to strike in the middle. */
final class OrdersFixture {

  static final int ROWS = 40_000;
  private static final int CHUNK_ROWS = 500;

  private final String database;
  private final DatabaseServer from;
  private final DatabaseServer to;

  OrdersFixture(String database, DatabaseServer from, DatabaseServer to) {
    this.database = database;
    this.from = from;
    this.to = to;
  }

  void create() {
    from.execute(
        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
        "CREATE TABLE "
            + database
            + ".orders (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
            + " customer INT NOT NULL, note VARCHAR(100), amount DECIMAL(10,2), KEY (customer))",
        "CREATE TABLE " + database + ".log (customer INT, note VARCHAR(100))");
    String digits =
        "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
            + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
            + " UNION ALL SELECT 9)";
    from.execute(
        "INSERT INTO "
            + database
            + ".orders (customer, note, amount)"
            + " SELECT n % 97, CONCAT('order ', n), n / 100 FROM (SELECT p.d + 10 * q.d + 100 * r.d"
            + " + 1000 * s.d + 10000 * t.d AS n FROM "
            + digits
            + " p, "
            + digits
            + " q, "
            + digits
            + " r, "
            + digits
            + " s, (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2"
            + " UNION ALL SELECT 3) t) x",
        "INSERT INTO "
            + database
            + ".log SELECT customer, 'same' FROM "
            + database
            + ".orders WHERE id % 10 = 0");
  }

  MigrationProject project(
      String sourceUrl, String sinkUrl, long rowsPerSecond, MigrationListener listener) {
    return MigrationProject.builder(database)
        .source(MySql.at(sourceUrl).credentials(from.user(), from.password()))
        .sink(OceanBase.at(sinkUrl).credentials(to.user(), to.password()))
        .objects(o -> o.include(database + ".*"))
        .phases(p -> p.schema().full(f -> f.chunkRows(CHUNK_ROWS).rowsPerSecond(rowsPerSecond)))
        .listener(listener)
        .build();
  }

  MigrationProject project(long rowsPerSecond) {
    return project(from.jdbcUrl(), to.jdbcUrl(), rowsPerSecond, new MigrationListener() {});
  }

  void assertEqual() throws Exception {
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      assertThat(TableDigest.rows(source, database + ".orders", "id")).hasSize(ROWS);
      for (String table : new String[] {"orders", "log"}) {
        String name = database + "." + table;
        assertThat(TableDigest.rows(sink, name, "*"))
            .as(name)
            .isEqualTo(TableDigest.rows(source, name, "*"));
      }
    }
  }

  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }
}
