package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ConflictPolicy;
import io.openoms.MigrationResult;
import io.openoms.ObjectSelection;
import io.openoms.ObjectStatus;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table whose definition changes while it is copied is made and copied anew, and ends equal. */
class CopyAnewIT {

  private static final int ROWS = 240;

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private DatabaseServer from = ServerType.MYSQL_97.get().shared();
  @RegisterExtension private final TestDatabase database = new TestDatabase("anew", from, to);
  @TempDir private Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean changes = true;

  @AfterEach
  void end() {
    changes = false;
    threads.shutdownNow();
  }

  @Test
  void aTableIsCopiedAnewWhenItsDefinitionChangesWithinTheCopy() throws Exception {
    changedWithinItsCopy("ALTER TABLE t ADD c INT NOT NULL DEFAULT 7 FIRST");
  }

  /** What could not be followed behind the copy, too: values that change. */
  @Thorough
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t DROP COLUMN b",
        "TRUNCATE TABLE t",
        "ALTER TABLE t RENAME COLUMN a TO b2, RENAME COLUMN b TO a",
        "ALTER TABLE t MODIFY b INT"
      })
  void eachChangeHasTheTableCopiedAnew(String change) throws Exception {
    changedWithinItsCopy(change);
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_80", "MARIADB"})
  void aTableOfAnotherSourceIsCopiedAnew(ServerType type) throws Exception {
    from = type.get().shared();
    try {
      changedWithinItsCopy("ALTER TABLE t ADD c INT NOT NULL DEFAULT 7 FIRST");
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  private void changedWithinItsCopy(String change) throws Exception {
    create();
    try (SteppedProject project = new SteppedProject(database.name(), from, to, directory)) {
      MigrationResult result =
          project.runAt(
              "SFI",
              this::all,
              "SinkTransaction.commit after",
              20,
              run ->
                  from.execute(
                      "USE " + database.name(),
                      "UPDATE t SET a = a + 1 WHERE id < 100",
                      change,
                      "INSERT INTO t (id, a) VALUES (" + (ROWS + 1) + ", 5)"));
      assertThat(result.error()).as(change).isEmpty();
      assertThat(result.isComplete()).as("%s: %s", change, result).isTrue();
      assertThat(project.warnings()).anyMatch(warning -> warning.startsWith("COPIED_ANEW"));
      assertThat(SteppedProject.of(result, "t").warnings())
          .anyMatch(warning -> warning.contains("copied anew"));
      assertThat(SteppedProject.of(result, "other").warnings()).isEmpty();
      SqlComparison sides = new SqlComparison(from, to, database.name());
      sides.assertSameRows("t", "*");
      sides.assertSameRows("other", "*");
      sides.assertSameDefinitions(SqlComparison.NO_0900, "table collation: .*");
      // What comes later is followed.
      from.execute("USE " + database.name(), "ALTER TABLE t ADD z INT", "UPDATE t SET z = id");
      result = project.run("SFI", this::all);
      assertThat(result.isComplete()).as("%s: %s", change, result).isTrue();
      sides.assertSameRows("t", "*");
    }
  }

  /** They would go with the table, also by a run that has another policy. */
  @Thorough
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTableThatMayHoldRowsOfOthersIsNotDropped(boolean byAnotherPolicy) throws Exception {
    create();
    to.execute(
        "CREATE DATABASE " + database.name() + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
        "USE " + database.name(),
        "CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(20) DEFAULT '12')",
        "INSERT INTO t (id, a) VALUES (-1, 1)");
    try (SteppedProject project = new SteppedProject(database.name(), from, to, directory)) {
      project.copying(f -> f.conflict(ConflictPolicy.IGNORE));
      if (byAnotherPolicy) {
        project.runUntil("SFI", this::all, "SinkTransaction.commit after", 10, run -> {});
        project.copying(f -> f.conflict(ConflictPolicy.STOP));
      }
      MigrationResult result =
          project.runAt(
              "SFI",
              this::all,
              "SinkTransaction.commit after",
              20,
              run -> from.execute("ALTER TABLE " + database.name() + ".t ADD c INT"));
      assertThat(result.error().orElseThrow()).hasMessageStartingWith("DDL_NOT_FOLLOWED");
      try (Connection sink = to.connect();
          Statement sql = sink.createStatement();
          ResultSet rows =
              sql.executeQuery("SELECT a FROM " + database.name() + ".t WHERE id = -1")) {
        assertThat(rows.next()).isTrue();
      }
    }
  }

  /** It fails alone, and the others arrive. */
  @Thorough
  @Test
  void aTableThatChangesAgainAndAgainFailsAlone() throws Exception {
    create();
    Future<?> changing = threads.submit(this::change);
    try (SteppedProject project = new SteppedProject(database.name(), from, to, directory)) {
      MigrationResult result = project.run("SFI", this::all);
      changes = false;
      changing.get();
      assertThat(result.error()).isEmpty();
      assertThat(SteppedProject.of(result, "other").status()).isEqualTo(ObjectStatus.COMPLETED);
      assertThat(SteppedProject.error(result, "t")).contains("DEFINITION_CHANGED", "6 times");
      SqlComparison sides = new SqlComparison(from, to, database.name());
      sides.assertSameRows("other", "*");
      assertThat(project.run("SFI", this::all).isComplete()).isTrue();
      sides.assertSameRows("t", "*");
    }
  }

  private Void change() throws Exception {
    for (int i = 0; changes; i++) {
      from.execute("ALTER TABLE " + database.name() + ".t ADD c" + i + " INT");
      Thread.sleep(100);
    }
    return null;
  }

  /** Killed between the steps by which the table begins anew. */
  @Thorough
  @Test
  void aTableBeginsAnewOnceWhereverTheEngineDies() throws Exception {
    create();
    FollowProcess engine =
        new FollowProcess(database.name(), from, to, directory.resolve("killed"));
    Process copying = engine.start(20, FollowProcess.ENDLESS);
    Thread.sleep(8_000);
    from.execute("ALTER TABLE " + database.name() + ".t ADD c INT NOT NULL DEFAULT 7");
    copying.destroyForcibly().waitFor();
    for (String edge :
        List.of(
            "StateTransaction.removeObject after#1",
            "SchemaTarget.execute before#1",
            "SchemaTarget.execute after#1",
            "StateTransaction.removeObject after#2")) {
      engine.start("-Dopenoms.edge=" + edge).waitFor();
    }
    assertThat(engine.exit()).isZero();
    new SqlComparison(from, to, database.name()).assertSameRows("t", "*");
  }

  private void all(ObjectSelection.Builder objects) {
    objects.include(database.name() + ".*");
  }

  private void create() {
    String numbers =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ")";
    from.execute(
        "CREATE DATABASE " + database.name() + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
        "USE " + database.name(),
        "CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(20) DEFAULT '12')",
        "CREATE TABLE other (id INT PRIMARY KEY, a INT)",
        "INSERT INTO t (id, a) " + numbers + " SELECT i, i FROM n",
        "INSERT INTO other " + numbers + " SELECT i, i FROM n");
  }
}
