package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.PrecheckItem;
import io.openoms.postgresql.PostgreSql;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A role with exactly the rights that docs/from/postgresql.md names takes a project back; the
 * precheck names each right that is missing, and what would change rows that come back.
 */
class PostgreSqlWayBackIT {

  private static final Duration LONG = Duration.ofMinutes(4);

  private final PostgreSqlPair pair = PostgreSqlPair.open();
  private final String role = pair.schema() + "_r";
  private final String owner = pair.schema() + "_o";
  @TempDir private Path directory;

  @BeforeEach
  void create() {
    pair.onSource(
        "CREATE ROLE " + owner,
        "CREATE ROLE " + role + " LOGIN PASSWORD 'Secret-1' IN ROLE " + owner + " REPLICATION",
        "GRANT CREATE ON DATABASE postgres TO " + role,
        "GRANT SET ON PARAMETER session_replication_role TO " + role,
        "GRANT USAGE ON SCHEMA " + pair.schema() + " TO " + role + ", " + owner,
        "CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text)",
        "CREATE TABLE b (id int PRIMARY KEY, a bigint REFERENCES a)",
        "ALTER TABLE a OWNER TO " + owner,
        "ALTER TABLE b OWNER TO " + owner,
        "INSERT INTO a (v) VALUES ('copied')",
        "INSERT INTO b VALUES (1, 1)");
  }

  @AfterEach
  void drop() {
    pair.sink().execute("SET GLOBAL read_only = 0");
    pair.onSource(
        "DROP OWNED BY " + role,
        "DROP OWNED BY " + owner,
        "DROP ROLE " + role,
        "DROP ROLE " + owner);
    pair.close();
  }

  @Test
  @Thorough
  void theDocumentedRightsSuffice() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    MigrationProject project = project();
    try {
      assertThat(failures()).isEmpty();
      try (MigrationRun run = project.start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.progress()).isTrue();
        assertThat(run.switchover().execute(() -> {}).error()).isEmpty();
        // The number is the server's own, and greater than any before.
        pair.sink()
            .execute(
                "SET SESSION transaction_read_only = 0",
                "INSERT INTO " + pair.schema() + ".a (v) VALUES ('back')",
                "INSERT INTO "
                    + pair.schema()
                    + ".b SELECT 2, max(id) FROM "
                    + pair.schema()
                    + ".a",
                "DELETE FROM " + pair.schema() + ".b WHERE id = 1");
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        pair.assertSame("SELECT id, v FROM a ORDER BY id", "SELECT id, v FROM a ORDER BY id");
        pair.assertSame("SELECT id, a FROM b ORDER BY id", "SELECT id, a FROM b ORDER BY id");
        assertThat(run.switchover().back(() -> {}).error()).isEmpty();
      }
      pair.onSource("INSERT INTO a (v) VALUES ('own number')");
      assertThat(pair.fromSource("SELECT count(*) FROM a")).containsExactly("3");
    } finally {
      project.release();
      threads.shutdownNow();
    }
  }

  @Test
  void eachMissingRightAndEachObstacleIsNamed() {
    pair.onSource("REVOKE SET ON PARAMETER session_replication_role FROM " + role);
    assertThat(failures())
        .hasSize(2)
        .allSatisfy(item -> assertThat(item.advice()).contains("GRANT SET ON PARAMETER"));
    pair.onSource("GRANT SET ON PARAMETER session_replication_role TO " + role);

    pair.onSource("ALTER TABLE b OWNER TO postgres", "GRANT SELECT ON b TO " + role);
    assertThat(wayBack())
        .anySatisfy(item -> assertThat(item.advice()).contains("GRANT SELECT, INSERT, UPDATE"))
        .anySatisfy(item -> assertThat(item.cause()).contains("does not own it"));
    pair.onSource("ALTER TABLE b OWNER TO " + owner);

    assertNamed(
        "triggers run also for what comes back: always",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER always BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION f()",
        "ALTER TABLE b ENABLE ALWAYS TRIGGER always");
    pair.onSource("DROP TRIGGER always ON b");
    assertNamed("rules would change", "CREATE RULE r AS ON DELETE TO b DO INSTEAD NOTHING");
    pair.onSource("DROP RULE r ON b");
    assertNamed(
        "numbers that the server alone gives: column n",
        "ALTER TABLE b ADD COLUMN n int GENERATED ALWAYS AS IDENTITY");
  }

  private void assertNamed(String cause, String... statements) {
    pair.onSource(statements);
    assertThat(wayBack()).singleElement().satisfies(i -> assertThat(i.cause()).contains(cause));
  }

  private List<PrecheckItem> wayBack() {
    return failures().stream().filter(item -> item.check().equals("WAY_BACK")).toList();
  }

  private List<PrecheckItem> failures() {
    return project().precheck().items().stream()
        .filter(item -> item.status() == PrecheckItem.Status.FAILED)
        .toList();
  }

  private MigrationProject project() {
    return MigrationProject.builder(pair.schema())
        .source(PostgreSql.at(pair.source().jdbcUrl() + "postgres").credentials(role, "Secret-1"))
        .sink(pair.pair().sink().endpoint())
        .stateSchema(pair.schema() + "_s")
        .objects(o -> o.include(pair.schema() + ".*"))
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(i -> i.spoolDirectory(directory))
                    .verification()
                    .switchover(s -> {})
                    .reverseIncremental())
        .build();
  }
}
