package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Following;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.PrecheckItem;
import io.openoms.Progress;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lag by heartbeats: of a source at rest, and of one that cannot be written to. */
class HeartbeatIT {

  private static final Duration EVERY = Duration.ofMillis(200);

  private final DatabaseServer from = Servers.mysql97().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private String database = "";

  @TempDir private Path directory;

  @BeforeEach
  void create() {
    database = from.createDatabase("heartbeat");
    from.execute(
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)",
        "INSERT INTO " + database + ".t VALUES (1)");
    Accounts.allowHeartbeats(from);
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute(
        "DROP DATABASE " + database,
        "DROP DATABASE IF EXISTS oms_heartbeat",
        "DROP USER IF EXISTS reader");
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void theLagIsThatOfTheLastHeartbeat() throws Exception {
    MigrationProject project =
        Pairs.following(database, from, to, directory, i -> i.heartbeat(EVERY));
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      awaitLagBelow(run, Duration.ofSeconds(2));
      long beats = beats();
      Awaitility.await().atMost(Duration.ofMinutes(4)).until(() -> beats() > beats);

      try (Connection blocker = from.connect();
          Statement statement = blocker.createStatement()) {
        statement.execute("LOCK TABLES oms_heartbeat.heartbeat READ");
        // Nothing else is wrong: the log is read to its end, and is silent.
        Thread.sleep(5_000);
        assertThat(lag(run)).isGreaterThan(Duration.ofSeconds(3));
        statement.execute("UNLOCK TABLES");
      }

      awaitLagBelow(run, Duration.ofSeconds(2));
      run.finishIncremental();
      assertThat(run.await().isComplete()).isTrue();
    }
    long last = beats();
    Thread.sleep(3 * EVERY.toMillis());
    assertThat(beats()).as("no heartbeat outlives its run").isEqualTo(last);
  }

  @Test
  @Thorough
  void withoutOneTheLagIsTrueWhileOnlyOthersWrite() throws Exception {
    String others = from.createDatabase("others");
    from.execute("CREATE TABLE " + others + ".t (id INT PRIMARY KEY)");
    MigrationProject project = Pairs.following(database, from, to, directory, i -> {});
    try (MigrationRun run = project.start(threads);
        Connection writer = from.connect();
        Statement statement = writer.createStatement()) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      // So often that the server never has the time to say that its log ends.
      long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
      for (int i = 0; System.nanoTime() - end < 0; i++) {
        statement.execute("INSERT INTO " + others + ".t VALUES (" + i + ")");
        Thread.sleep(5);
      }
      assertThat(lag(run)).isLessThan(Duration.ofSeconds(4));
    } finally {
      from.execute("DROP DATABASE " + others);
    }
  }

  private static void awaitLagBelow(MigrationRun run, Duration most) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(() -> assertThat(lag(run)).isLessThan(most));
  }

  private static Duration lag(MigrationRun run) {
    return run.progress()
        .flatMap(Progress::following)
        .flatMap(Following::lag)
        .orElse(Duration.ofDays(1));
  }

  private long beats() throws SQLException {
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT beats FROM oms_heartbeat.heartbeat WHERE project = '" + database + "'")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Test
  void aUserWhoMayNotWriteItIsFoundBefore() throws Exception {
    from.execute(
        "CREATE USER reader",
        "GRANT REPLICATION SLAVE, REPLICATION CLIENT, RELOAD ON *.* TO reader",
        "GRANT SELECT, LOCK TABLES ON " + database + ".* TO reader");

    assertThat(project().precheck().items())
        .filteredOn(item -> item.check().equals("SOURCE_HEARTBEAT"))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.status()).isEqualTo(PrecheckItem.Status.FAILED);
              assertThat(item.cause()).contains("lacks CREATE, INSERT, UPDATE");
              assertThat(item.advice()).contains("ON oms_heartbeat.* TO");
            });
    try (MigrationRun run = project().start(threads)) {
      assertThat(run.await().error().orElseThrow())
          .hasMessageContaining("PRECHECK_FAILED")
          .hasMessageContaining("SOURCE_HEARTBEAT");
    }
  }

  private MigrationProject project() {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials("reader", ""))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(database + ".*"))
        .phases(
            p -> p.schema().full().incremental(i -> i.spoolDirectory(directory).heartbeat(EVERY)))
        .build();
  }
}
