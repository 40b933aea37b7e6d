package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.DeadLetter;
import io.openoms.IncrementalOptions;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RetryOptions;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.error.MigrationException;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change that the sink refuses, or whose row is not as the log says, stops the run with its code,
 * table, key and position, and nothing of its transaction stays; when the sink is mended, the next
 * run goes on where it stopped. Rows are compared by plain SQL.
 */
class RowErrorsIT {

  private static final Duration LONG = Duration.ofMinutes(4);

  private final DatabaseServer from = Servers.mysql97().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String database = TestedPair.newName("refused");
  private final List<DeadLetter> letters = Collections.synchronizedList(new ArrayList<>());
  @TempDir private Path spool;

  /**
   * What goes wrong with one row.
   *
   * @param trouble what is done at the sink before
   * @param change what is done at the source; {@code %s} is the table
   * @param code the error's code
   * @param key the row's name
   * @param cure what mends the sink
   */
  private record Refusal(String trouble, String change, String code, String key, String cure) {}

  private static final List<Refusal> REFUSALS =
      List.of(
          new Refusal(
              "ALTER TABLE %s MODIFY v VARCHAR(5)",
              "UPDATE %s SET v = 'longer than five' WHERE id = 1",
              "VALUE_REFUSED",
              "id = 1",
              "ALTER TABLE %s MODIFY v VARCHAR(50)"),
          new Refusal(
              "ALTER TABLE %s ADD CONSTRAINT few CHECK (n < 100)",
              "INSERT INTO %s VALUES (20, 'x', 1000)",
              "VALUE_REFUSED",
              "id = 20",
              "ALTER TABLE %s DROP CONSTRAINT few"),
          new Refusal(
              "ALTER TABLE %s DROP PARTITION p1",
              "INSERT INTO %s VALUES (500, 'no partition', 1)",
              "VALUE_REFUSED",
              "id = 500",
              "ALTER TABLE %s ADD PARTITION (PARTITION p1 VALUES LESS THAN (1000))"),
          new Refusal(
              "INSERT INTO %s VALUES (7, 'somebody was here', 7)",
              "INSERT INTO %s VALUES (7, 'seven', 7)",
              "ROW_DIVERGED",
              "id = 7",
              "DELETE FROM %s WHERE id = 7"),
          new Refusal(
              "DELETE FROM %s WHERE id = 2",
              "UPDATE %s SET n = 22 WHERE id = 2",
              "ROW_DIVERGED",
              "id = 2",
              "INSERT INTO %s VALUES (2, 'two', 2)"),
          new Refusal(
              "DELETE FROM %s WHERE id = 4",
              "DELETE FROM %s WHERE id = 4",
              "ROW_DIVERGED",
              "id = 4",
              "INSERT INTO %s VALUES (4, 'four', 4)"),
          new Refusal(
              "RENAME TABLE %1$s TO %1$s_away",
              "UPDATE %s SET n = 11 WHERE id = 1",
              "STATEMENT_FAILED",
              "id = 1",
              "RENAME TABLE %1$s_away TO %1$s"));

  @BeforeEach
  void create() {
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE "
            + table("t")
            + " (id INT PRIMARY KEY, v VARCHAR(50), n INT) PARTITION BY RANGE (id)"
            + " (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN (1000))",
        "CREATE TABLE " + table("o") + " (id INT PRIMARY KEY, n INT, t LONGTEXT)",
        "INSERT INTO "
            + table("t")
            + " VALUES (1, 'one', 1), (2, 'two', 2), (3, 'three', 3), (4, 'four', 4)",
        "INSERT INTO " + table("o") + " VALUES (1, 0, NULL)");
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void eachRefusalIsNamedAndTheNextRunGoesOn() throws Exception {
    assertThat(caughtUp().error()).isEmpty();
    for (Refusal refusal : REFUSALS) {
      try (MigrationRun run = started(i -> {})) {
        to.execute("USE " + database, sql(refusal.trouble));
        from.execute(
            "BEGIN",
            "UPDATE " + table("o") + " SET n = n + 1",
            sql(refusal.change),
            "COMMIT",
            "UPDATE " + table("o") + " SET n = n + 1");
        MigrationException error = failure(run, refusal.trouble);
        assertThat(error.code().name()).as("%s", error).isEqualTo(refusal.code);
        assertThat(error.getMessage()).contains(table("t"), refusal.key);
        assertThat(error.context().position()).as("%s", error).isPresent();
      } finally {
        to.execute("USE " + database, sql(refusal.cure));
      }
      assertThat(caughtUp().error()).as("after %s", refusal).isEmpty();
      assertEqual();
    }
  }

  @Thorough
  @Test
  void whatIsNotAboutARowIsNotHandedOverAndALargeRowArrives() throws Exception {
    assertThat(caughtUp().error()).isEmpty();
    try (MigrationRun run = started(i -> i.deadLetters(letters::add), r -> r.retries(0));
        Connection holder = to.connect();
        Statement statement = holder.createStatement()) {
      from.execute(
          "INSERT INTO " + table("o") + " SELECT 2, 0, REPEAT('large ', 4 << 20)",
          "UPDATE " + table("o") + " SET t = CONCAT(t, 'er') WHERE id = 2");
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      assertEqual();
      holder.setAutoCommit(false);
      statement.execute("UPDATE " + table("t") + " SET n = -1 WHERE id = 1");
      from.execute("UPDATE " + table("t") + " SET n = 100 WHERE id = 1");
      MigrationException error = failure(run, "a lock");
      assertThat(error.code().name()).as("%s", error).isEqualTo("LOCK_CONFLICT");
      assertThat(error.getMessage()).contains(table("t"));
      assertThat(error.context().position()).isPresent();
      holder.rollback();
    }
    assertThat(letters).isEmpty();
    assertThat(caughtUp().error()).isEmpty();
    assertEqual();
  }

  @Test
  void byPolicyARefusedRowIsHandedOverAndTheOthersArrive() throws Exception {
    assertThat(caughtUp().error()).isEmpty();
    try (MigrationRun run = started(i -> i.deadLetters(letters::add))) {
      to.execute("ALTER TABLE " + table("t") + " MODIFY v VARCHAR(5)");
      from.execute(
          "UPDATE " + table("t") + " SET v = 'longer than five' WHERE id = 1",
          "UPDATE " + table("o") + " SET n = 5");
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      assertThat(letters).hasSize(1);
      assertThat(letters.get(0).after()).containsEntry("v", "longer than five");
      assertThat(letters.get(0).cause()).contains("VALUE_REFUSED");
      new SqlComparison(from, to, database).assertSameContent(List.of("o"));
      assertToldApart(run);
    }
  }

  /** A row whose change was handed over differs for a known reason, until the sink has it. */
  private void assertToldApart(MigrationRun run) throws Exception {
    to.execute("UPDATE " + table("t") + " SET n = -1 WHERE id = 2");
    assertThat(found(run.verification().run(v -> v.patience(LONG))))
        .isEqualTo("2 different, 1 of them letters");
    assertThat(found(project(i -> {}).status().orElseThrow().verification().orElseThrow()))
        .as("as it is stored")
        .isEqualTo("2 different, 1 of them letters");

    to.execute("ALTER TABLE " + table("t") + " MODIFY v VARCHAR(50)");
    assertThat(found(run.verification().run(v -> v.repair(true).patience(LONG))))
        .isEqualTo("0 different, 0 of them letters");
    assertEqual();
    to.execute("UPDATE " + table("t") + " SET n = -1 WHERE id = 1");
    assertThat(found(run.verification().run(v -> v.patience(LONG))))
        .as("spoiled since")
        .isEqualTo("1 different, 0 of them letters");
  }

  private static String found(VerificationReport report) {
    TableVerification table =
        report.tables().stream()
            .filter(one -> one.target().name().equals("t"))
            .findFirst()
            .orElseThrow();
    assertThat(table.error()).isEmpty();
    return table.different() + " different, " + table.deadLetters() + " of them letters";
  }

  private String sql(String template) {
    return template.replace("%s", table("t")).replace("%1$s", table("t"));
  }

  private String table(String name) {
    return database + "." + name;
  }

  private void assertEqual() throws Exception {
    new SqlComparison(from, to, database).assertSameContent(List.of("t", "o"));
  }

  private MigrationResult caughtUp() throws Exception {
    return TestedPair.run(project(i -> i.untilCaughtUp()));
  }

  /** A run that follows strictly. */
  private MigrationRun started(Consumer<IncrementalOptions.Builder> options) throws Exception {
    return started(options, r -> {});
  }

  private MigrationRun started(
      Consumer<IncrementalOptions.Builder> options, Consumer<RetryOptions.Builder> retry)
      throws Exception {
    MigrationRun run =
        Pairs.project(database, from, to)
            .phases(
                p -> p.schema().full().incremental(i -> options.accept(i.spoolDirectory(spool))))
            .retry(retry)
            .build()
            .start(threads);
    assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
    return run;
  }

  private static MigrationException failure(MigrationRun run, String trouble) {
    Awaitility.await(trouble).atMost(LONG).until(() -> run.result().isPresent());
    return run.result().flatMap(MigrationResult::error).orElseThrow();
  }

  private MigrationProject project(Consumer<IncrementalOptions.Builder> options) {
    return Pairs.following(database, from, to, spool, options);
  }
}
