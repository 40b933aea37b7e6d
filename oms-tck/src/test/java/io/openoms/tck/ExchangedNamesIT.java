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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tables that take each other's names in one statement: each name ends with the rows and the
 * definition that the source has under it.
 */
class ExchangedNamesIT {

  private static final int ROWS = 120;

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private DatabaseServer from = ServerType.MYSQL_97.get().shared();

  @RegisterExtension private final TestDatabase database = new TestDatabase("exchanged", from, to);

  @TempDir private Path directory;

  @Test
  void tablesExchangeTheirNamesWhileTheyAreFollowed() throws Exception {
    exchangedWhileFollowed();
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_80", "MARIADB"})
  void tablesOfAnotherSourceExchangeTheirNames(ServerType type) throws Exception {
    from = type.get().shared();
    try {
      exchangedWhileFollowed();
      List.of(from, to)
          .forEach(server -> server.execute("DROP DATABASE IF EXISTS " + database.name()));
      database.begin();
      comesIntoAnotherOnesPlace();
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  private void exchangedWhileFollowed() throws Exception {
    create();
    try (SteppedProject project = project()) {
      assertComplete(project.run("SFI", this::all));
      MigrationResult result =
          project.runAt("SFI", this::all, "ChangeLog.visible after", 1, run -> exchange());
      assertComplete(result);
      assertThat(project.warnings())
          .filteredOn(warning -> warning.startsWith("COPIED_ANEW"))
          .hasSize(4);
      assertThat(SteppedProject.of(result, "other").warnings()).isEmpty();
      assertEqual("a", "b", "same", "twin", "other");
      new SqlComparison(from, to, database.name())
          .assertSameDefinitions(SqlComparison.NO_0900, "table collation: .*");

      // It is followed on, and the exchange is not made again.
      from.execute(
          "USE " + database.name(),
          "ALTER TABLE a ADD z INT",
          "UPDATE a SET z = id",
          "DELETE FROM twin WHERE id = 1");
      assertComplete(project.run("SFI", this::all));
      assertThat(project.warnings()).noneMatch(warning -> warning.startsWith("COPIED_ANEW"));
      assertEqual("a", "b", "same", "twin", "other");
    }
  }

  /** Tables of two definitions, and such of one: by it alone nobody could tell them apart. */
  private void exchange() {
    from.execute(
        "USE " + database.name(),
        "INSERT INTO a VALUES (1000, 1)",
        "UPDATE same SET v = -1",
        "RENAME TABLE a TO x, b TO a, x TO b",
        "INSERT INTO a VALUES (2000, 'two', 2)",
        "INSERT INTO b VALUES (2000, 2)",
        "RENAME TABLE same TO x, twin TO same, x TO twin",
        "UPDATE same SET v = v + 1",
        "INSERT INTO other VALUES (1000, 1)");
  }

  /** Some in one statement: one comes into another one's place, and two get other names. */
  @Test
  @Thorough
  void aTableThatComesIntoAnotherOnesPlaceLeavesItsName() throws Exception {
    comesIntoAnotherOnesPlace();
  }

  private void comesIntoAnotherOnesPlace() throws Exception {
    create();
    try (SteppedProject project = project()) {
      assertComplete(project.run("SFI", this::all));
      assertComplete(
          project.runAt(
              "SFI",
              this::all,
              "ChangeLog.visible after",
              1,
              run ->
                  from.execute(
                      "USE " + database.name(),
                      "INSERT INTO b VALUES (1000, 'last', 1)",
                      "RENAME TABLE a TO a_before, b TO a, same TO same2, twin TO twin2",
                      "INSERT INTO a VALUES (2000, 'two', 2)",
                      "INSERT INTO twin2 VALUES (2000, 2)")));
      MigrationResult result = project.run("SFI", this::all);
      assertComplete(result);
      for (String gone : List.of("b", "same", "twin")) {
        assertThat(SteppedProject.of(result, gone).status()).isEqualTo(ObjectStatus.SKIPPED);
      }
      assertEqual("a", "a_before", "same2", "twin2", "other");
      // What it had stays, up to the statement.
      assertThat(count("b")).isEqualTo(ROWS + 1L);
    }
  }

  @Test
  void tablesExchangeTheirNamesWithinTheCopy() throws Exception {
    create();
    try (SteppedProject project = project()) {
      MigrationResult result =
          project.runAt(
              "SFI", this::all, "SinkTransaction.commit after", 20, run -> exchangeSome());
      assertComplete(result);
      assertThat(project.warnings()).contains("COPIED_ANEW " + project.object("a"));
      assertEqual("a", "b", "same", "twin", "other");
    }
  }

  private void exchangeSome() {
    from.execute(
        "USE " + database.name(),
        "UPDATE a SET v = v + 1 WHERE id < 50",
        "RENAME TABLE a TO x, b TO a, same TO b, x TO same",
        "INSERT INTO a VALUES (2000, 'two', 2)",
        "INSERT INTO same VALUES (2000, 2)");
  }

  /** The engine dies at the edges of the change and of the copies anew in turn. */
  @Thorough
  @Test
  void namesAreExchangedOnceWhereverTheEngineDies() throws Exception {
    create();
    FollowProcess engine =
        new FollowProcess(database.name(), from, to, directory.resolve("killed"));
    assertThat(engine.exit()).isZero();
    exchange();
    int died = 0;
    for (String edge :
        List.of(
            "StateTransaction.addDefinition before#1",
            "StateTransaction.addDefinition after#1",
            "StateTransaction.addDefinition after#1",
            "StateTransaction.putApply before#1",
            "StateTransaction.putApply after#1",
            "SchemaTarget.execute before#1",
            "SchemaTarget.execute after#1",
            "StateTransaction.removeObject after#2",
            "SchemaTarget.execute after#3")) {
      died += FollowProcess.exit(engine.start("-Dopenoms.edge=" + edge)) == 137 ? 1 : 0;
    }
    assertThat(died).as("deaths").isGreaterThan(6);
    assertThat(engine.exit()).isZero();
    assertEqual("a", "b", "same", "twin", "other");
    new SqlComparison(from, to, database.name())
        .assertSameDefinitions(SqlComparison.NO_0900, "table collation: .*");
  }

  /** What comes into its place is no table of the project: there is no definition to read it by. */
  @Test
  @Thorough
  void aTableWhosePlaceAnUnknownOneTakesIsCopiedAnew() throws Exception {
    create();
    try (SteppedProject project = project()) {
      assertComplete(project.run("SFI", o -> all(o.exclude(database.name() + ".b"))));
      MigrationResult result =
          project.runAt(
              "SFI",
              o -> all(o.exclude(database.name() + ".b")),
              "ChangeLog.visible after",
              1,
              run ->
                  from.execute(
                      "USE " + database.name(),
                      "INSERT INTO a VALUES (1000, 1)",
                      "RENAME TABLE a TO x, b TO a, x TO b",
                      "INSERT INTO a VALUES (2000, 'two', 2)"));
      assertComplete(result);
      assertThat(project.warnings()).contains("COPIED_ANEW " + project.object("a"));
      assertEqual("a", "same", "twin", "other");
    }
  }

  private void assertComplete(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }

  private void assertEqual(String... tables) throws Exception {
    SqlComparison sides = new SqlComparison(from, to, database.name());
    for (String table : tables) {
      sides.assertSameRows(table, "*");
    }
  }

  private long count(String table) throws Exception {
    try (Connection sink = to.connect();
        Statement sql = sink.createStatement();
        ResultSet row = sql.executeQuery("SELECT COUNT(*) FROM " + database.name() + "." + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private SteppedProject project() {
    return new SteppedProject(database.name(), from, to, directory);
  }

  private void all(ObjectSelection.Builder objects) {
    objects.include(database.name() + ".*");
  }

  private void create() {
    from.execute(
        "CREATE DATABASE " + database.name() + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
        "USE " + database.name(),
        "CREATE TABLE a (id INT PRIMARY KEY, v INT, KEY by_v (v))",
        "CREATE TABLE b (id INT PRIMARY KEY, s VARCHAR(20) NOT NULL, w INT)",
        "CREATE TABLE same (id INT PRIMARY KEY, v INT)",
        "CREATE TABLE twin LIKE same",
        "CREATE TABLE other LIKE same");
    String numbers =
        " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ")";
    from.execute(
        "USE " + database.name(),
        "INSERT INTO a" + numbers + " SELECT i, i FROM n",
        "INSERT INTO b" + numbers + " SELECT i, CONCAT('row ', i), -i FROM n",
        "INSERT INTO same" + numbers + " SELECT i, 5 FROM n",
        "INSERT INTO twin" + numbers + " SELECT i, 7 FROM n",
        "INSERT INTO other" + numbers + " SELECT i, i FROM n");
  }
}
