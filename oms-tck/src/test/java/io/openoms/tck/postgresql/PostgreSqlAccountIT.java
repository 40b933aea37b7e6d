package io.openoms.tck.postgresql;

import static io.openoms.postgresql.error.LogError.CAPTURE_NAME_TAKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ConflictPolicy;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.postgresql.PostgreSql;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.PrecheckScope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A role with exactly the rights that docs/from/postgresql.md names copies and follows, and removes
 * what it made; the precheck names each right that is missing.
 */
class PostgreSqlAccountIT {

  private static final String QUOTED = "Our \"own\"";

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
        "GRANT USAGE ON SCHEMA " + pair.schema() + " TO " + role,
        "CREATE TABLE a (id serial PRIMARY KEY, v text)",
        "CREATE TABLE loose (v text)",
        "ALTER TABLE loose REPLICA IDENTITY FULL",
        "ALTER TABLE a OWNER TO " + owner,
        "ALTER TABLE loose OWNER TO " + owner,
        "INSERT INTO a (v) VALUES ('copied')",
        "INSERT INTO loose VALUES ('copied')");
  }

  @AfterEach
  void drop() {
    pair.onSource(
        "DROP OWNED BY " + role,
        "DROP OWNED BY " + owner,
        "DROP ROLE " + role,
        "DROP ROLE " + owner);
    pair.close();
  }

  @Test
  void theDocumentedRightsSuffice() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      MigrationProject project = project();
      assertThat(failures()).isEmpty();
      try (MigrationRun run = project.start(threads)) {
        assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).as("%s", run.progress()).isTrue();
        pair.onSource(
            "INSERT INTO a (v) VALUES ('followed')",
            "UPDATE a SET v = 'changed' WHERE id = 1",
            "INSERT INTO loose VALUES ('followed')",
            "DELETE FROM loose WHERE v = 'copied'");
        assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
        run.finishIncremental();
        MigrationResult result = run.await();
        assertThat(result.isComplete()).as("%s", result).isTrue();
      }
      pair.assertSame("SELECT id, v FROM a ORDER BY id", "SELECT id, v FROM a ORDER BY id");
      pair.assertSame("SELECT v FROM loose", "SELECT v FROM loose");
      assertThat(project.release()).isTrue();
      assertThat(pair.fromSource("SELECT 1 FROM pg_replication_slots" + own("slot_name")))
          .isEmpty();
      assertThat(pair.fromSource("SELECT 1 FROM pg_publication" + own("pubname"))).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  private String own(String name) {
    return " WHERE " + name + " = 'oms_" + pair.schema() + "'";
  }

  @Test
  void slotAndPublicationHaveTheirNamesAndAForeignPublicationStaysAsItIs() throws Exception {
    String slot = pair.schema() + "_slot";
    pair.onSource("CREATE PUBLICATION foreign_one FOR TABLE a");
    try {
      MigrationProject taken = project(of -> of.slot(slot).publication("foreign_one"));
      assertThat(run(taken).error()).get().extracting(e -> e.code()).isEqualTo(CAPTURE_NAME_TAKEN);
      assertThatThrownBy(taken::release).hasMessageContaining("foreign_one");
      assertThat(tablesOf("foreign_one")).containsExactly("a");

      MigrationProject named = project(of -> of.slot(slot).publication(QUOTED));
      assertThat(run(named).isComplete()).isTrue();
      assertThat(slots(slot)).hasSize(1);
      assertThat(tablesOf(QUOTED)).containsExactlyInAnyOrder("a", "loose");
      assertThat(named.release()).isTrue();
      assertThat(slots(slot)).isEmpty();
      assertThat(tablesOf(QUOTED)).isEmpty();
    } finally {
      pair.onSource("DROP PUBLICATION foreign_one");
    }
  }

  private List<String> slots(String name) {
    return pair.fromSource("SELECT 1 FROM pg_replication_slots WHERE slot_name = '" + name + "'");
  }

  private List<String> tablesOf(String publication) {
    return pair.fromSource(
        "SELECT tablename FROM pg_publication_tables WHERE pubname = '" + publication + "'");
  }

  private static MigrationResult run(MigrationProject project) throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = project.start(threads)) {
      if (run.awaitCaughtUp(Duration.ofMinutes(4))) {
        run.finishIncremental();
      }
      return run.await();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void eachMissingRightIsNamed() {
    assertMissing("may not read the log", "REPLICATION", "ALTER ROLE " + role + " NOREPLICATION");
    pair.onSource("ALTER ROLE " + role + " REPLICATION");
    assertMissing(
        "may not make a publication",
        "GRANT CREATE ON DATABASE",
        "REVOKE CREATE ON DATABASE postgres FROM " + role);
    pair.onSource("GRANT CREATE ON DATABASE postgres TO " + role);
    assertMissing(
        "belongs to postgres, and only its owner may publish it",
        "GRANT \"postgres\" TO",
        "ALTER TABLE a OWNER TO postgres",
        "GRANT SELECT ON a TO " + role);
  }

  /** A comparison reads the tables of a source, and those of the reverse direction's sink. */
  @ParameterizedTest
  @EnumSource(EndpointUse.class)
  void aComparisonNamesWhatKeepsItFromReadingATable(EndpointUse use) {
    String table = "\"" + pair.schema() + "\".\"a\"";
    assertThat(unreadable(use)).isEmpty();
    pair.onSource("ALTER TABLE a OWNER TO postgres");
    assertUnreadable(
        use, "may not read the whole table", "GRANT SELECT ON " + table + " TO \"" + role + "\"");
    pair.onSource(
        "GRANT SELECT ON a TO " + role,
        "REVOKE USAGE ON SCHEMA " + pair.schema() + " FROM " + role);
    assertUnreadable(
        use, "may not use the schema", "GRANT USAGE ON SCHEMA \"" + pair.schema() + "\" TO ");
    pair.onSource(
        "GRANT USAGE ON SCHEMA " + pair.schema() + " TO " + role,
        "ALTER TABLE a ENABLE ROW LEVEL SECURITY");
    assertUnreadable(use, "row security would hide rows", "BYPASSRLS");
    pair.onSource("ALTER TABLE a DISABLE ROW LEVEL SECURITY");
    assertThat(unreadable(use)).isEmpty();
  }

  private void assertUnreadable(EndpointUse use, String cause, String advice) {
    assertThat(unreadable(use))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.subject()).isEqualTo(pair.schema() + ".a");
              assertThat(item.cause()).contains(cause);
              assertThat(item.advice()).contains(advice);
            });
  }

  private List<PrecheckItem> unreadable(EndpointUse use) {
    ObjectName table = new ObjectName(pair.schema(), "a");
    PrecheckScope scope =
        new PrecheckScope(
            Set.of(Phase.VERIFICATION),
            Map.of(table, table),
            ConflictPolicy.STOP,
            "oms_state",
            false,
            false,
            "");
    PostgreSql source = PostgreSql.at(pair.source().jdbcUrl() + "postgres");
    try (EndpointSession session =
        source
            .credentials(role, "Secret-1")
            .open(new EndpointOptions(pair.schema(), 2, "oms_state"))) {
      return session.prechecks(use).stream()
          .flatMap(check -> check.run(scope).stream())
          .filter(item -> item.check().equals(use + "_PRIVILEGES"))
          .filter(item -> item.status() == PrecheckItem.Status.FAILED)
          .toList();
    }
  }

  private void assertMissing(String cause, String advice, String... statements) {
    pair.onSource(statements);
    assertThat(failures())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.cause()).contains(cause);
              assertThat(item.advice()).contains(advice);
            });
  }

  private List<PrecheckItem> failures() {
    return project().precheck().items().stream()
        .filter(item -> item.status() == PrecheckItem.Status.FAILED)
        .toList();
  }

  private MigrationProject project() {
    return project(of -> of);
  }

  private MigrationProject project(UnaryOperator<PostgreSql> named) {
    PostgreSql source = PostgreSql.at(pair.source().jdbcUrl() + "postgres");
    return MigrationProject.builder(pair.schema())
        .source(named.apply(source.credentials(role, "Secret-1")))
        .sink(pair.pair().sink().endpoint())
        .objects(o -> o.include(pair.schema() + ".*"))
        .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(directory)))
        .build();
  }
}
