package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules whose database part has wildcards: tables of several databases go into one. */
class DatabasePatternIT {

  private final DatabaseServer from = ServerType.MYSQL_97.get().shared();
  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private final String tenant = TestedPair.newName("tenant");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  @TempDir private Path spool;

  @BeforeEach
  void create() {
    tenant(1, 100);
    tenant(2, 200);
    from.execute(
        "CREATE DATABASE " + tenant + "x", "CREATE TABLE " + tenant + "x.orders (other INT)");
  }

  private void tenant(int number, int first) {
    String name = tenant + "_" + number;
    from.execute(
        "CREATE DATABASE " + name,
        "CREATE TABLE " + name + ".orders (id INT PRIMARY KEY, v INT)",
        "INSERT INTO " + name + ".orders VALUES (" + first + ", 1), (" + (first + 1) + ", 2)",
        "CREATE TABLE " + name + ".items (id INT PRIMARY KEY)");
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    for (String end : List.of("_1", "_2", "_3", "x")) {
      from.execute("DROP DATABASE IF EXISTS " + tenant + end);
      to.execute("DROP DATABASE IF EXISTS " + tenant + end);
    }
    to.execute("DROP DATABASE IF EXISTS " + all());
  }

  private String all() {
    return tenant + "all";
  }

  @Test
  void ordersOfAllTenantsAreCopiedAndFollowedIntoOneTable() throws Exception {
    MigrationProject project = project(tenant + "_*.orders=" + all() + ".orders");
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      from.execute(
          "UPDATE " + tenant + "_1.orders SET v = 9 WHERE id = 100",
          "DELETE FROM " + tenant + "_2.orders WHERE id = 200",
          "INSERT INTO " + tenant + "_2.orders VALUES (202, 3)",
          "INSERT INTO " + tenant + "x.orders VALUES (7)");
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      assertComplete(run);
    }
    assertThat(orders()).containsExactly("100 9", "101 2", "201 2", "202 3");
    assertThat(databases()).containsExactly(all());
  }

  /** A database that is made later joins by itself, as a table does. */
  @Thorough
  @Test
  void aNewTenantJoins() throws Exception {
    MigrationProject project = project(tenant + "_*.*");
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      tenant(3, 300);
      Awaitility.await()
          .atMost(Duration.ofMinutes(4))
          .untilAsserted(
              () -> {
                assertThat(run.result()).isEmpty();
                assertThat(run.objects())
                    .extracting(object -> object.source().toString())
                    .contains(tenant + "_3.orders", tenant + "_3.items");
              });
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      from.execute("INSERT INTO " + tenant + "_3.orders VALUES (302, 3)");
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      assertComplete(run);
    }
    for (int i = 1; i <= 3; i++) {
      new SqlComparison(from, to, tenant + "_" + i).assertSameRows("orders", "id, v");
    }
    assertThat(databases()).containsExactly(tenant + "_1", tenant + "_2", tenant + "_3");
  }

  private static void assertComplete(MigrationRun run) throws Exception {
    run.finishIncremental();
    MigrationResult result = run.await();
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }

  private MigrationProject project(String rule) {
    return MigrationProject.builder(tenant)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(objects -> objects.include(rule))
        .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool)))
        .build();
  }

  private List<String> orders() throws SQLException {
    return rows("SELECT CONCAT(id, ' ', v) FROM " + all() + ".orders ORDER BY id");
  }

  /** What the project made at the sink, beside its bookkeeping. */
  private List<String> databases() throws SQLException {
    return rows(
        "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '"
            + tenant
            + "%' ORDER BY 1");
  }

  private List<String> rows(String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection sink = to.connect();
        Statement sql = sink.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
