package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.sample.ShopSchema;
import io.openoms.testkit.sample.SysbenchSchema;
import io.openoms.testkit.sample.TableChecksum;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whole schemas arrive equal: rows, keys and indexes, columns, views, next numbers. Sizes by {@code
 * -Dopenoms.shop.orders} and {@code -Dopenoms.sysbench.rows}.
 */
class SampleSchemasIT {

  private static final long ORDERS = Long.getLong("openoms.shop.orders", 200_000);
  private static final long SMALL = 2_000;
  private static final long SYSBENCH_ROWS = Long.getLong("openoms.sysbench.rows", 25_000);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = "s_" + UUID.randomUUID().toString().substring(0, 8);
  private final List<DatabaseServer> used = new ArrayList<>(List.of(to));

  @AfterEach
  void drop() {
    threads.shutdownNow();
    used.forEach(server -> server.execute("DROP DATABASE IF EXISTS " + database));
  }

  @Test
  void aMillionRowsOfAShopArriveFromMySql97() throws Exception {
    shop(Servers.mysql97().shared(), ORDERS);
  }

  @Test
  void theShopArrivesFromMySql80() throws Exception {
    shop(Servers.mysql80().shared(), SMALL);
  }

  @Test
  void theShopArrivesFromMariaDb() throws Exception {
    shop(Servers.mariaDb().shared(), SMALL);
  }

  @Test
  void sysbenchArrivesFromMariaDb() throws Exception {
    sysbench(Servers.mariaDb().shared());
  }

  @Test
  void sysbenchArrivesFromMySql80() throws Exception {
    sysbench(Servers.mysql80().shared());
  }

  private void sysbench(DatabaseServer from) throws Exception {
    used.add(from);
    SysbenchSchema schema = SysbenchSchema.of(database, 4, SYSBENCH_ROWS);
    schema.create(from);
    migrate(from);
    assertSameRows(from, schema.tables());
    assertSameDefinitions(from);
  }

  private void shop(DatabaseServer from, long orders) throws Exception {
    used.add(from);
    ShopSchema shop = ShopSchema.of(database, orders);
    shop.create(from);
    migrate(from);
    assertSameRows(from, shop.tables());
    assertSameRows(from, shop.views());
    assertSameDefinitions(from);
    same(from, "information_schema.views WHERE table_schema = '" + database + "'", "table_name");
    try (Connection sink = to.connect()) {
      assertThat(TableChecksum.of(sink, database, "orders").rows()).isEqualTo(orders);
    }
  }

  private void migrate(DatabaseServer from) throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(o -> o.include(database + ".*"))
            .phases(p -> p.schema().full())
            .build();
    try (MigrationRun run = project.start(threads)) {
      MigrationResult result = run.await();
      assertThat(result.error()).isEmpty();
      assertThat(result.objects()).allSatisfy(o -> assertThat(o.error()).isEmpty());
      assertThat(result.isComplete()).isTrue();
    }
  }

  private void assertSameRows(DatabaseServer from, List<String> names) throws SQLException {
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      for (String name : names) {
        assertThat(TableChecksum.of(sink, database, name))
            .as(name)
            .isEqualTo(TableChecksum.of(source, database, name));
      }
    }
  }

  /** Only what all servers show alike: not display widths, collations, expressions. */
  private void assertSameDefinitions(DatabaseServer from) throws SQLException {
    String where = " WHERE table_schema = '" + database + "'";
    same(
        from,
        "information_schema.statistics" + where,
        "table_name, index_name, seq_in_index, column_name, non_unique, nullable = 'YES'");
    same(
        from,
        "information_schema.columns"
            + where
            + " AND table_name NOT IN (SELECT table_name FROM information_schema.views"
            + where
            + ")",
        "table_name, ordinal_position, column_name, data_type, is_nullable, column_comment,"
            + " IF(data_type = 'decimal', CONCAT(numeric_precision, '.', numeric_scale), ''),"
            + " IF(data_type IN ('char', 'varchar', 'binary', 'varbinary'),"
            + " character_maximum_length, ''),"
            + " extra LIKE '%auto_increment%'");
    same(
        from,
        "information_schema.tables" + where + " AND table_type = 'BASE TABLE'",
        "table_name, table_comment");
  }

  private void same(DatabaseServer from, String table, String select) throws SQLException {
    try (Connection source = from.connect();
        Connection sink = to.connect()) {
      List<String> wanted = TableDigest.rows(source, table, select);
      assertThat(wanted).isNotEmpty();
      assertThat(TableDigest.rows(sink, table, select)).as(table).isEqualTo(wanted);
    }
  }
}
