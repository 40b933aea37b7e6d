package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.DdlPolicy;
import io.openoms.IncrementalOptions;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.RunState;
import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops following by name, and what must hold meanwhile. */
class FollowFaultsIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final int TRANSFERS = 300;

  private final DatabaseServer from = Servers.mysql97().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String database = TestedPair.newName("faulty");
  @TempDir private Path spool;

  @BeforeEach
  void create() {
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + table("a") + " (id INT PRIMARY KEY, v INT NOT NULL)",
        "CREATE TABLE " + table("b") + " (id INT PRIMARY KEY, v INT NOT NULL, t LONGTEXT)",
        "INSERT INTO " + table("a") + " VALUES (1, 1000)",
        "INSERT INTO " + table("b") + " VALUES (1, 1000, NULL)");
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void aDefinitionThatChangesStopsTheRunByName() throws Exception {
    try (MigrationRun run = started(i -> i.ddl(DdlPolicy.REFUSE))) {
      from.execute(
          "UPDATE " + table("a") + " SET v = 7", "ALTER TABLE " + table("a") + " ADD COLUMN w INT");
      MigrationException error = failure(run);
      assertThat(error.code().name()).isEqualTo("DDL_NOT_FOLLOWED");
      assertThat(error.getMessage()).contains("ADD COLUMN w", database);
      assertThat(error.context().position()).isPresent();
    }
  }

  @Test
  void aFullSpoolStopsTheRunByNameAndALargerOneGoesOn() throws Exception {
    try (MigrationRun run = started(i -> i.spoolMaxBytes(16 << 20))) {
      // One transaction of some 20 MiB.
      from.execute(
          "SET SESSION cte_max_recursion_depth = 100000",
          "INSERT INTO "
              + table("b")
              + " WITH RECURSIVE n AS (SELECT 2 AS id UNION ALL SELECT id + 1 FROM n WHERE id <"
              + " 400) SELECT id, 0, REPEAT(id, 20000) FROM n");
      assertThat(failure(run).code().name()).isEqualTo("SPOOL_FULL");
    }
    MigrationResult result = TestedPair.run(project(i -> i.untilCaughtUp()));
    assertThat(result.error()).isEmpty();
    assertEqual();
  }

  @Test
  void aSinkThatBecomesReadOnlyStopsTheRunByNameAndTheNextOneGoesOn() throws Exception {
    DatabaseServer sink = Servers.mysql80().shared();
    Supplier<MigrationProject> intoMySql =
        () ->
            MigrationProject.builder(database)
                .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
                .sink(MySql.at(sink.jdbcUrl()).credentials(sink.user(), sink.password()))
                .objects(o -> o.include(database + ".*"))
                .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool)))
                .retry(r -> r.retries(2).delay(Duration.ofMillis(200)))
                .build();
    try {
      try (MigrationRun run = intoMySql.get().start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        sink.execute("SET GLOBAL super_read_only = ON");
        from.execute("INSERT INTO " + table("a") + " VALUES (2, 2)");
        assertThat(failure(run).code().name()).isEqualTo("SERVER_READ_ONLY");
      }
      sink.execute("SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF");
      try (MigrationRun run = intoMySql.get().start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        new SqlComparison(from, sink, database).assertSameContent(List.of("a", "b"));
      }
    } finally {
      sink.execute(
          "SET GLOBAL super_read_only = OFF",
          "SET GLOBAL read_only = OFF",
          "DROP DATABASE IF EXISTS " + database);
    }
  }

  @Thorough
  @Test
  void aRowThatSomebodyHoldsAtTheSinkIsWaitedForBeyondTheLimitOfOneLock() throws Exception {
    try (MigrationRun run = started(i -> {});
        Connection holder = to.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("UPDATE " + table("a") + " SET v = 0 WHERE id = 1");
      from.execute("UPDATE " + table("a") + " SET v = 5 WHERE id = 1");
      Awaitility.await()
          .atMost(Duration.ofMinutes(4))
          .until(() -> run.progress().flatMap(Progress::following).orElseThrow().retries() > 0);
      holder.rollback();

      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      assertEqual();
    }
  }

  @Test
  void anEngineThatWasOvertakenWritesNothingMore() throws Exception {
    try (MigrationRun first = started(i -> {});
        MigrationRun second = started(i -> {})) {
      from.execute("UPDATE " + table("a") + " SET v = v + 1");
      assertThat(failure(first).code().name()).isEqualTo("STATE_FENCED");
      assertThat(second.awaitCaughtUp(LONG)).isTrue();
      assertEqual();
    }
  }

  @Test
  void inTransactionalModeTheSinkShowsWholeTransactionsAlone() throws Exception {
    try (MigrationRun run = started(i -> i.transactional())) {
      Future<?> writer = threads.submit(this::transfer);
      int looks = 0;
      while (!writer.isDone()) {
        assertThat(total()).isEqualTo(2_000);
        looks++;
      }
      writer.get();
      assertThat(run.awaitCaughtUp(LONG)).isTrue();
      assertThat(looks).isGreaterThan(20);
      assertThat(total()).isEqualTo(2_000);
      assertEqual();
    }
  }

  private void transfer() {
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < TRANSFERS; i++) {
        statement.execute("UPDATE " + table("a") + " SET v = v - 1");
        statement.execute("UPDATE " + table("b") + " SET v = v + 1");
        connection.commit();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long total() throws SQLException {
    try (Connection connection = to.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT SUM(v) FROM (SELECT v FROM "
                    + table("a")
                    + " UNION ALL SELECT v FROM "
                    + table("b")
                    + ") AS both_of_them")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** A run that has copied and follows. */
  private MigrationRun started(Consumer<IncrementalOptions.Builder> options) throws Exception {
    MigrationRun run = project(options).start(threads);
    assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
    assertThat(run.progress().orElseThrow().phase()).isEqualTo(Phase.INCREMENTAL);
    return run;
  }

  private static MigrationException failure(MigrationRun run) {
    Awaitility.await().atMost(LONG).until(() -> run.result().isPresent());
    assertThat(run.state()).isEqualTo(RunState.FAILED);
    return run.result().flatMap(MigrationResult::error).orElseThrow();
  }

  private void assertEqual() throws SQLException {
    new SqlComparison(from, to, database).assertSameContent(List.of("a", "b"));
  }

  private String table(String name) {
    return database + "." + name;
  }

  private MigrationProject project(Consumer<IncrementalOptions.Builder> options) {
    return Pairs.following(database, from, to, spool, options);
  }
}
