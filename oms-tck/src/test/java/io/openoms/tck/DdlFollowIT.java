package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.DdlPolicy;
import io.openoms.DdlSkip;
import io.openoms.IncrementalOptions;
import io.openoms.MigrationResult;
import io.openoms.ObjectSelection;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Changes of definitions at the source are made at the sink in their place among the changes of
 * rows, once, wherever the engine dies; what cannot be made exactly stops by name, with ways on.
 */
class DdlFollowIT {

  /** What the sink holds in its own way. */
  private static final String[] OF_THE_SINK = {
    SqlComparison.NO_0900,
    "(column|table) .* collation: (latin1_swedish_ci|utf8mb4_uca1400_ai_ci) -> .*",
    "column .* default: 0x61 -> a"
  };

  private static final int DUPLICATE_KEY_NAME = 1061;

  private static final Pattern TRANSACTION =
      Pattern.compile("(?:replaceDdl|ddlMade)\\(\"([^\"]*)\"");

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private DatabaseServer from = ServerType.MYSQL_97.get().shared();
  @RegisterExtension private final TestDatabase database = new TestDatabase("ddl", from, to);
  @TempDir private Path directory;

  @Test
  void eachChangeIsMadeInItsPlace() throws Exception {
    everyChangeIsMade();
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_80", "MARIADB"})
  void eachChangeOfAnotherSourceIsMadeInItsPlace(ServerType type) throws Exception {
    from = type.get().shared();
    try {
      everyChangeIsMade();
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  /** MariaDB makes a text of it, which the stored definition does not follow. */
  @Thorough
  @Test
  void aColumnOfMariaDbThatIsAddedAsJsonStopsAtItsFirstRow() throws Exception {
    from = ServerType.MARIADB.get().shared();
    from.execute(
        "CREATE DATABASE " + database.name(), "CREATE TABLE " + t() + " (id INT PRIMARY KEY)");
    try (SteppedProject project = project(from)) {
      assertComplete(project.run("SFI", this::all));
      from.execute(
          "ALTER TABLE " + t() + " ADD j JSON", "INSERT INTO " + t() + " VALUES (1, '{}')");
      assertThat(project.run("SFI", this::all).error())
          .hasValueSatisfying(e -> assertThat(e.code().name()).isEqualTo("TABLE_CHANGED"));
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  /** MariaDB takes the table's rows into another one; it names the table last. */
  @Thorough
  @Test
  void aTableOfMariaDbThatBecomesAPartitionStopsByName() throws Exception {
    from = ServerType.MARIADB.get().shared();
    from.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t() + " (id INT PRIMARY KEY)",
        "INSERT INTO " + t() + " VALUES (150)",
        "CREATE TABLE "
            + database.name()
            + ".parted (id INT PRIMARY KEY) PARTITION BY RANGE (id)"
            + " (PARTITION p99 VALUES LESS THAN (99))");
    try (SteppedProject project = project(from)) {
      assertComplete(project.run("SFI", o -> o.include(t())));
      MigrationResult result =
          project.runAt(
              "SFI",
              o -> o.include(t()),
              "ChangeLog.visible after",
              1,
              run ->
                  from.execute(
                      "ALTER TABLE "
                          + database.name()
                          + ".parted CONVERT TABLE "
                          + t()
                          + " TO PARTITION p199 VALUES LESS THAN (199)"));
      assertThat(result.error())
          .hasValueSatisfying(e -> assertThat(e.getMessage()).contains("together with it"));
      assertThat(count(t())).isEqualTo(1);
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  private void everyChangeIsMade() throws Exception {
    DdlScript script = new DdlScript(from, database.name());
    script.create();
    try (SteppedProject project = project(from)) {
      assertComplete(project.run("SFI", this::all));
      // Read beside the engine, and by the next one, whose source is ahead of all that it has.
      script.run(0, 2);
      assertComplete(project.run("SFI", this::all));
      script.run(1, 2);
      assertComplete(project.run("SFI", this::all));
      script.assertEqual(to, OF_THE_SINK);
    }
  }

  /** The engine dies at edges of the protocol in turn, each time behind what it did before. */
  @Test
  void aChangeIsMadeOnceWhereverTheEngineDies() throws Exception {
    // The deaths are at the first change; some more follow it.
    killedAt(
        5,
        List.of(
            "StateTransaction.addDefinition after#1",
            "SchemaTarget.execute after#1",
            "StateTransaction.putApply before#1"));
  }

  @Thorough
  @Test
  void aChangeIsMadeOnceWhereverTheEngineDiesAlsoLate() throws Exception {
    killedAt(
        1,
        List.of(
            "SchemaTarget.follow after#1",
            "SchemaTarget.execute before#2",
            "ChangeLog.open before#2",
            "ChangeLog.open after#2",
            "StateTransaction.addDefinition before#3",
            "StateTransaction.addDefinition after#4",
            "SchemaTarget.follow before#2",
            "SchemaTarget.execute after#3",
            "SchemaTarget.execute before#5",
            "SchemaTarget.execute after#2",
            "StateTransaction.putApply after#2",
            "StateTransaction.commit after#3",
            "StateTransaction.advance before#4"));
  }

  /** Dies at each edge in turn, with one of so many parts of the script before it. */
  private void killedAt(int parts, List<String> edges) throws Exception {
    DdlScript script = new DdlScript(from, database.name());
    script.create();
    FollowProcess engine =
        new FollowProcess(database.name(), from, to, directory.resolve("killed"));
    assertThat(engine.exit()).isZero();
    script.run(0, parts);
    int died = 0;
    for (String edge : edges) {
      died += FollowProcess.exit(engine.start("-Dopenoms.edge=" + edge)) == 137 ? 1 : 0;
    }
    assertThat(died).as("deaths").isGreaterThan(edges.size() / 2);
    assertThat(engine.exit()).isZero();
    script.assertEqual(to, OF_THE_SINK);
  }

  @Test
  void whatCannotBeMadeExactlyStopsByNameWithWaysOn() throws Exception {
    from.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t() + " (id INT PRIMARY KEY, a INT, b VARCHAR(9))",
        "INSERT INTO " + t() + " VALUES (1, 1, 'one')");
    try (SteppedProject project = project(from)) {
      assertComplete(project.run("SFI", this::all));

      // Followed by nobody: a statement of the caller's own stands for it.
      from.execute(
          "ALTER TABLE " + t() + " MODIFY b VARCHAR(5)",
          "INSERT INTO " + t() + " VALUES (2, 2, 'two')");
      String first = stop(project, "MODIFY b VARCHAR(5)", "column b goes from varchar(9) to");
      options(project, i -> i.replaceDdl(first, ""));
      assertComplete(project.run("SFI", this::all));

      // Refused by the sink: the caller makes it there.
      from.execute(
          "ALTER TABLE " + t() + " RENAME COLUMN a TO b, RENAME COLUMN b TO a",
          "INSERT INTO " + t() + " (id, a, b) VALUES (3, 'three', 3)");
      String second = stop(project, "RENAME COLUMN a TO b", "columns take each other's names");
      options(project, i -> i.replaceDdl(first, "").ddlMade(second));
      stop(project, "RENAME COLUMN a TO b", "the change was not made by hand");
      to.execute(
          "ALTER TABLE " + t() + " CHANGE a x INT",
          "ALTER TABLE " + t() + " CHANGE b a VARCHAR(9)",
          "ALTER TABLE " + t() + " CHANGE x b INT");
      assertComplete(project.run("SFI", this::all));
      new SqlComparison(from, to, database.name()).assertSameRows("t", "id, a, b");
    }
  }

  private long count(String table) throws Exception {
    try (Connection sink = to.connect();
        Statement sql = sink.createStatement();
        ResultSet row = sql.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Only where rows still fit; the table keeps what it lacks in its warnings. */
  @Test
  void whatTheSinkRefusesIsPassedOverWhereRowsStillFit() throws Exception {
    from.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t() + " (id INT PRIMARY KEY, a INT, b INT)",
        "INSERT INTO " + t() + " VALUES (1, 1, 1)");
    try (SteppedProject project = project(from)) {
      assertComplete(project.run("SFI", this::all));
      to.execute("CREATE INDEX by_a ON " + t() + " (b)");
      from.execute(
          "ALTER TABLE " + t() + " ADD INDEX by_a (a)", "INSERT INTO " + t() + " VALUES (2, 2, 2)");
      stop(project, "ADD INDEX by_a (a)");
      options(project, i -> i.ddl(DdlPolicy.SKIP_UNSUPPORTED));
      MigrationResult result = project.run("SFI", this::all);
      assertComplete(result);
      assertThat(project.warnings()).anyMatch(warning -> warning.startsWith("DDL_SKIPPED"));
      assertThat(SteppedProject.of(result, "t").warnings())
          .anyMatch(warning -> warning.contains("ADD INDEX by_a (a)"));
      new SqlComparison(from, to, database.name()).assertSameRows("t", "id, a, b");

      // Without this one rows do not fit.
      from.execute("ALTER TABLE " + t() + " RENAME COLUMN a TO b, RENAME COLUMN b TO a");
      stop(project, "RENAME COLUMN a TO b");
    }
  }

  /** By the sink's error and by the reason, each time only where rows still fit. */
  @Test
  void whatIsOnTheListIsPassedOverWhereRowsStillFit() throws Exception {
    from.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t() + " (id INT PRIMARY KEY, a INT, b VARCHAR(9))",
        "INSERT INTO " + t() + " VALUES (1, 1, 'one')");
    try (SteppedProject project = project(from)) {
      assertComplete(project.run("SFI", this::all));

      // Refused by the sink, with a number of its own.
      to.execute("CREATE INDEX by_a ON " + t() + " (b)");
      from.execute(
          "ALTER TABLE " + t() + " ADD INDEX by_a (a)",
          "INSERT INTO " + t() + " VALUES (2, 2, 'two')");
      options(project, i -> i.skipDdl(DdlSkip.error(1060)).skipDdl(DdlSkip.message("no such")));
      stop(project, "ADD INDEX by_a (a)");
      options(project, i -> i.skipDdl(DdlSkip.error(DUPLICATE_KEY_NAME)));
      assertPassedOver(project, "ADD INDEX by_a (a)", "error " + DUPLICATE_KEY_NAME);

      // Not followed as it is: values may change.
      from.execute(
          "ALTER TABLE " + t() + " MODIFY b VARCHAR(5)",
          "INSERT INTO " + t() + " VALUES (3, 3, 'three')");
      stop(project, "column b goes from varchar(9) to");
      options(project, i -> i.skipDdl(DdlSkip.message("Column b goes from")));
      assertPassedOver(project, "MODIFY b VARCHAR(5)", "'Column b goes from'");
      new SqlComparison(from, to, database.name()).assertSameRows("t", "id, a, b");

      // On the list, too; but without it rows would get into other columns.
      from.execute("ALTER TABLE " + t() + " RENAME COLUMN a TO b, RENAME COLUMN b TO a");
      options(project, i -> i.skipDdl(DdlSkip.message("take each other's names")));
      stop(project, "RENAME COLUMN a TO b", "columns take each other's names");
    }
  }

  private void assertPassedOver(SteppedProject project, String statement, String rule)
      throws Exception {
    MigrationResult result = project.run("SFI", this::all);
    assertComplete(result);
    assertThat(project.warnings()).anyMatch(warning -> warning.startsWith("DDL_SKIPPED"));
    assertThat(SteppedProject.of(result, "t").warnings())
        .anyMatch(warning -> warning.contains(statement) && warning.contains(rule));
    assertThat(project.project("SFI", this::all).status().orElseThrow().objects())
        .filteredOn(object -> object.source().name().equals("t"))
        .allMatch(object -> object.warnings().stream().anyMatch(warning -> warning.contains(rule)));
  }

  /** A row that a default gives, or a default's time, must be known: else nothing is made. */
  @Test
  void whatWouldGiveRowsUnknownValuesLeavesTheSinkAsItIs() throws Exception {
    from.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t() + " (id INT PRIMARY KEY, a INT)",
        "INSERT INTO " + t() + " VALUES (1, 1)");
    try (SteppedProject project = project(from)) {
      assertComplete(project.run("SFI", this::all));
      from.execute("ALTER TABLE " + t() + " ADD u DATETIME DEFAULT CURRENT_TIMESTAMP");
      stop(project, "CURRENT_TIMESTAMP", "values in column u that the log does not hold");
      try (Connection sink = to.connect();
          Statement sql = sink.createStatement()) {
        assertThat(sql.executeQuery("SELECT * FROM " + t()).getMetaData().getColumnCount())
            .isEqualTo(2);
      }
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

  private void options(SteppedProject project, Consumer<IncrementalOptions.Builder> options) {
    project.following(options);
  }

  /** Runs into a stop, whose message gives the transaction's name. */
  private String stop(SteppedProject project, String... parts) throws Exception {
    MigrationResult result = project.run("SFI", this::all);
    assertThat(result.error()).as("%s", result).isPresent();
    String message = result.error().get().getMessage();
    assertThat(result.error().get().code().name()).as(message).isEqualTo("DDL_NOT_FOLLOWED");
    assertThat(message).contains(parts);
    Matcher found = TRANSACTION.matcher(message);
    return found.find() ? found.group(1) : "";
  }

  private static void assertComplete(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }
}
