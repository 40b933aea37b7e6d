package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Following;
import io.openoms.IncrementalOptions;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.Progress;
import io.openoms.RunState;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.MySqlFamily;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.sample.ShopSchema;
import io.openoms.testkit.sample.ShopWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Changes made during and after the copy arrive, exactly once; rows are compared by plain SQL. */
class IncrementalIT {

  private static final Duration LONG = Duration.ofMinutes(4);

  private final DatabaseServer to = Servers.oceanBase().shared();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String database = TestedPair.newName("follow");
  @TempDir Path spool;

  @AfterEach
  void end() {
    threads.shutdownNow();
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @ParameterizedTest
  @MySqlFamily(everyday = ServerType.MYSQL_97)
  void aShopThatIsChangedDuringAndAfterTheCopyArrivesEqual(DatabaseServer from) throws Exception {
    ShopSchema shop = ShopSchema.of(database, 3_000);
    shop.create(from);
    try (ShopWriter writer = ShopWriter.start(from, shop, 3_000, Seed.ofTheDay());
        MigrationRun run = project(from, i -> i.lanes(2)).start(threads)) {
      awaitPhase(run, Phase.INCREMENTAL);
      long copied = writer.transactions();
      Awaitility.await().atMost(LONG).until(() -> writer.transactions() > copied + 500);
      writer.end();

      assertThat(run.awaitCaughtUp(LONG)).isTrue();

      assertEqual(from);
      run.finishIncremental();
      MigrationResult result = run.await();
      assertThat(result.error()).isEmpty();
      assertThat(result.state()).isEqualTo(RunState.COMPLETED);
      assertThat(result.phases().get(Phase.INCREMENTAL).status()).isEqualTo(PhaseStatus.STOPPED);
      Following following = result.following().orElseThrow();
      assertThat(following.appliedTransactions()).isGreaterThanOrEqualTo(500);
      assertThat(following.tables().get(new ObjectName(database, "orders")).inserts())
          .isGreaterThan(50);
      assertUniqueKeysStand();
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  @Test
  void whatHappensWhileNoEngineRunsIsAppliedByTheNextOne() throws Exception {
    DatabaseServer from = Servers.mysql97().shared();
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, u INT UNIQUE, v VARCHAR(20))",
        "CREATE TABLE " + database + ".k (v VARCHAR(20), n INT)",
        "INSERT INTO " + database + ".t VALUES (1, 1, 'one'), (2, 2, 'two'), (3, 3, 'three')",
        "INSERT INTO " + database + ".k VALUES ('a', 1), ('a', 1), ('b', 2)");
    try {
      runUntilCaughtUp(from);
      from.execute(
          "INSERT INTO " + database + ".k VALUES ('a', 1), ('c', 3)",
          "DELETE FROM " + database + ".k WHERE v = 'a' LIMIT 2",
          "UPDATE " + database + ".t SET u = 10 WHERE id = 1",
          "UPDATE " + database + ".t SET u = 1 WHERE id = 2",
          "UPDATE " + database + ".t SET id = 4 WHERE id = 3",
          "INSERT INTO " + database + ".t VALUES (3, 2, 'new')");
      runUntilCaughtUp(from);
      assertEqual(from);
      // Nothing is applied twice by a run that finds nothing new.
      runUntilCaughtUp(from);
      assertEqual(from);
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  @ParameterizedTest
  @MySqlFamily
  void aTransactionThatIsPreparedAtTheStartIsWaitedFor(DatabaseServer from) throws Exception {
    from.execute(
        "CREATE DATABASE " + database, "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)");
    String xid = "'" + database + "'";
    try (MigrationRun run = prepareAndStart(from, xid)) {
      // Long enough for the copy, if it did not wait.
      assertThat(run.await(Duration.ofSeconds(3))).isFalse();
      assertThat(run.progress().map(Progress::phase)).isNotEqualTo(Optional.of(Phase.INCREMENTAL));
      from.execute("XA COMMIT " + xid);

      assertThat(run.awaitCaughtUp(LONG)).isTrue();

      assertEqual(from);
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private MigrationRun prepareAndStart(DatabaseServer from, String xid) {
    from.execute(
        "XA START " + xid,
        "INSERT INTO " + database + ".t VALUES (1), (2)",
        "XA END " + xid,
        "XA PREPARE " + xid);
    return project(from, i -> {}).start(threads);
  }

  private void runUntilCaughtUp(DatabaseServer from) throws InterruptedException {
    MigrationResult result = TestedPair.run(project(from, i -> i.untilCaughtUp()));
    assertThat(result.error()).isEmpty();
    assertThat(result.state()).isEqualTo(RunState.COMPLETED);
    assertThat(result.phases().get(Phase.INCREMENTAL).status()).isEqualTo(PhaseStatus.COMPLETED);
  }

  private MigrationProject project(
      DatabaseServer from, Consumer<IncrementalOptions.Builder> options) {
    return Pairs.following(database, from, to, spool, options);
  }

  private void assertEqual(DatabaseServer from) throws Exception {
    List<String> names = new ArrayList<>();
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW TABLES FROM " + database)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    assertThat(names).isNotEmpty();
    new SqlComparison(from, to, database).assertSameContent(names);
  }

  private void assertUniqueKeysStand() throws Exception {
    try (Connection connection = to.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT COUNT(*) FROM information_schema.statistics WHERE non_unique = 0"
                    + " AND index_name <> 'PRIMARY' AND table_schema = '"
                    + database
                    + "'")) {
      rows.next();
      assertThat(rows.getInt(1)).isGreaterThan(4);
    }
  }

  private static void awaitPhase(MigrationRun run, Phase phase) {
    Awaitility.await()
        .atMost(LONG)
        .until(
            () ->
                run.state().isFinal() || run.progress().map(p -> p.phase() == phase).orElse(false));
    assertThat(run.result().flatMap(MigrationResult::error)).isEmpty();
    assertThat(List.of(RunState.RUNNING)).contains(run.state());
  }
}
