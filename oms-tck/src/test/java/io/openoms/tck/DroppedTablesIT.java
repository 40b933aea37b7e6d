package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that the source drops while they are followed, and what comes by their names later. */
class DroppedTablesIT {

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private DatabaseServer from = ServerType.MYSQL_97.get().shared();
  @RegisterExtension private final TestDatabase database = new TestDatabase("gone", from, to);
  @TempDir private Path directory;

  /** MySQL logs the one statement, and each table of it ends. */
  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB"})
  void theTablesOfADatabaseThatIsDroppedEndAndTheOthersGoOn(ServerType type) throws Exception {
    from = type.get().shared();
    String gone = database.name() + "_gone";
    createTwo();
    from.execute(
        "CREATE DATABASE " + gone,
        "CREATE TABLE " + gone + ".one (id INT PRIMARY KEY)",
        "CREATE TABLE " + gone + ".two (id INT PRIMARY KEY)",
        "INSERT INTO " + gone + ".one VALUES (1), (2)");
    try (SteppedProject project = project(from)) {
      Consumer<ObjectSelection.Builder> both = o -> all(o.include(gone + ".*"));
      assertComplete(project.run("SFI", both));
      MigrationResult result =
          project.runAt(
              "SFI",
              both,
              "ChangeLog.visible after",
              1,
              run ->
                  from.execute(
                      "INSERT INTO " + gone + ".one VALUES (3)",
                      "DROP DATABASE " + gone,
                      "INSERT INTO " + database.name() + ".other VALUES (1)"));
      assertComplete(result);
      assertThat(List.of("one", "two"))
          .allMatch(table -> SteppedProject.of(result, table).status() == ObjectStatus.SKIPPED);
      assertThat(project.warnings())
          .filteredOn(warning -> warning.startsWith("TABLE_DROPPED"))
          .hasSize(2);
      assertThat(count(gone + ".one")).isEqualTo(3);
      new SqlComparison(from, to, database.name()).assertSameRows("other", "id");
    } finally {
      List.of(from, to).forEach(server -> server.execute("DROP DATABASE IF EXISTS " + gone));
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  /** A run that begins without the table names it; the others go on. */
  @Thorough
  @Test
  void aTableThatIsGoneWhenARunBeginsFailsAlone() throws Exception {
    createTwo();
    try (SteppedProject project = project(from)) {
      assertComplete(project.run("SFI", this::all));
      dropOne();
      MigrationResult result = project.run("SFI", this::all);
      assertThat(result.error()).isEmpty();
      assertThat(SteppedProject.error(result, "t")).contains("SOURCE_MISSING");
      new SqlComparison(from, to, database.name()).assertSameRows("other", "id");
      assertThat(count(t())).isPositive();
    }
  }

  /**
   * What it had stays at the sink, and the others go on; another table is never left out unsaid.
   */
  @Test
  void aTableThatIsDroppedEndsAndAnotherOneOfItsNameFailsUntilTheTargetIsDropped()
      throws Exception {
    createTwo();
    try (SteppedProject project = project(from)) {
      assertComplete(project.run("SFI", this::all));
      MigrationResult result =
          project.runAt("SFI", this::all, "ChangeLog.visible after", 1, run -> dropOne());
      assertComplete(result);
      assertThat(SteppedProject.of(result, "t").status()).isEqualTo(ObjectStatus.SKIPPED);
      assertThat(project.warnings()).anyMatch(warning -> warning.startsWith("TABLE_DROPPED"));
      assertTheOtherGoesOn(project);

      makeAgain();
      assertReplaced(project);
      project.project("SFI", this::all).retry(project.object("t"));
      assertReplaced(project);
      assertThat(count(t() + " WHERE id IN (1, 2) AND a = id")).isEqualTo(2);

      to.execute("DROP TABLE " + t());
      project.project("SFI", this::all).retry(project.object("t"));
      assertComplete(project.run("SFI", this::all));
      new SqlComparison(from, to, database.name()).assertSameRows("t", "id, b");
      from.execute("UPDATE " + t() + " SET b = 'later'", "INSERT INTO " + t() + " VALUES (9, '')");
      assertComplete(project.run("SFI", this::all));
      new SqlComparison(from, to, database.name()).assertSameRows("t", "id, b");
    }
  }

  private void createTwo() {
    from.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t() + " (id INT PRIMARY KEY, a INT)",
        "CREATE TABLE " + database.name() + ".other (id INT PRIMARY KEY)",
        "INSERT INTO " + t() + " VALUES (1, 1)");
  }

  private void dropOne() {
    from.execute(
        "INSERT INTO " + t() + " VALUES (2, 2)",
        "DROP TABLE IF EXISTS " + database.name() + ".nothing, " + t(),
        "INSERT INTO " + database.name() + ".other VALUES (1)");
  }

  private void assertTheOtherGoesOn(SteppedProject project) throws Exception {
    from.execute("INSERT INTO " + database.name() + ".other VALUES (2)");
    assertComplete(project.run("SFI", this::all));
    new SqlComparison(from, to, database.name()).assertSameRows("other", "id");
    assertThat(count(t())).isPositive();
  }

  private long count(String table) throws Exception {
    try (Connection sink = to.connect();
        Statement sql = sink.createStatement();
        ResultSet row = sql.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private String t() {
    return database.name() + ".t";
  }

  private void all(ObjectSelection.Builder objects) {
    objects.include(database.name() + ".*");
  }

  private SteppedProject project(DatabaseServer source) {
    return new SteppedProject(database.name(), source, to, directory);
  }

  private void makeAgain() {
    from.execute(
        "CREATE TABLE " + t() + " (id INT PRIMARY KEY, b VARCHAR(9))",
        "INSERT INTO " + t() + " VALUES (2, 'new'), (7, 'seven')",
        "INSERT INTO " + database.name() + ".other VALUES (7)");
  }

  /** The others go on. */
  private void assertReplaced(SteppedProject project) throws Exception {
    MigrationResult result = project.run("SFI", this::all);
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).isFalse();
    assertThat(SteppedProject.of(result, "t").status()).isEqualTo(ObjectStatus.FAILED);
    assertThat(SteppedProject.error(result, "t")).contains("SOURCE_REPLACED", "drop it and retry");
    new SqlComparison(from, to, database.name()).assertSameRows("other", "id");
  }

  private static void assertComplete(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }
}
