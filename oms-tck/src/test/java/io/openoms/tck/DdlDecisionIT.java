package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectSelection;
import io.openoms.StatementDecision;
import io.openoms.StoppedStatement;
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

/** An operator decides, once, what becomes of the statement at which following stopped. */
class DdlDecisionIT {

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private DatabaseServer from = ServerType.MYSQL_97.get().shared();
  @RegisterExtension private final TestDatabase database = new TestDatabase("decided", from, to);
  @TempDir private Path directory;

  @Test
  void whatIsDecidedHoldsForItsStatementAlone() throws Exception {
    decide();
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_80", "MARIADB"})
  void whatIsDecidedHoldsForItsStatementAloneFromAnotherSource(ServerType type) throws Exception {
    from = type.get().shared();
    try {
      decide();
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  private void decide() throws Exception {
    create();
    try (SteppedProject project = project()) {
      MigrationProject operator = project.project("SFI", this::all);
      assertComplete(project.run("SFI", this::all));
      assertThatThrownBy(() -> operator.decide("any:1", StatementDecision.skip()))
          .hasMessageContaining("OPERATION_REFUSED");

      // Not understood, as values may change: the sink's wider column takes them all.
      from.execute(
          "ALTER TABLE " + t() + " MODIFY b VARCHAR(5)",
          "INSERT INTO " + t() + " VALUES (2, 2, 'two')");
      StoppedStatement first = stop(project, operator);
      refuses(operator, first, "ALTER TABLE " + other() + " ADD x INT", "it changes " + other());
      refuses(operator, first, "ALTER TABLE t ADD x INT", "takes its database");
      refuses(operator, first, "ALTER TABLE " + t() + " RENAME TO " + t() + "2", "another table");
      refuses(operator, first, "DROP TABLE " + t(), "it takes an ALTER TABLE");
      refuses(operator, first, "ALTER TABLE " + t() + " ADD x INT; SELECT 1", "more than one");
      operator.decide(first.transaction(), StatementDecision.skip());
      assertThatThrownBy(() -> operator.decide(first.transaction(), StatementDecision.skip()))
          .hasMessageContaining("OPERATION_REFUSED");
      assertComplete(project.run("SFI", this::all));
      assertThat(project.warnings()).anyMatch(warning -> warning.startsWith("DDL_DECIDED"));
      assertThat(operator.status().orElseThrow().stops()).isEmpty();
      assertThat(type("b")).isEqualTo("varchar(9)");

      // Once: the same kind of statement stops again; another one is made at the sink for it.
      from.execute(
          "ALTER TABLE " + t() + " MODIFY a SMALLINT, ADD c INT",
          "INSERT INTO " + t() + " VALUES (3, 3, 'three', 3)");
      StoppedStatement second = stop(project, operator);
      operator.decide(
          second.transaction(),
          StatementDecision.replace("ALTER TABLE " + t() + " MODIFY a SMALLINT"));
      StoppedStatement again = stop(project, operator, "column c is missing");
      assertThat(again.transaction()).isEqualTo(second.transaction());
      operator.decide(
          again.transaction(), StatementDecision.replace("ALTER TABLE " + t() + " ADD c INT"));
      assertComplete(project.run("SFI", this::all));
      new SqlComparison(from, to, database.name()).assertSameRows("t", "id, a, b, c");
      assertThat(type("a")).startsWith("smallint");
    }
  }

  /** The definition between two changes is not known to anybody. */
  @Test
  void aTableThatWasChangedAgainBehindTheStatementStopsByName() throws Exception {
    create();
    try (SteppedProject project = project()) {
      MigrationProject operator = project.project("SFI", this::all);
      assertComplete(project.run("SFI", this::all));
      from.execute(
          "ALTER TABLE " + t() + " MODIFY b VARCHAR(5)",
          "INSERT INTO " + t() + " VALUES (2, 2, 'two')",
          "ALTER TABLE " + t() + " ADD c INT");
      StoppedStatement first = stop(project, operator);
      operator.decide(first.transaction(), StatementDecision.skip());
      MigrationResult result = project.run("SFI", this::all);
      assertThat(result.error())
          .hasValueSatisfying(
              e ->
                  assertThat(e.getMessage())
                      .contains("DDL_NOT_FOLLOWED", "the definition that the source shows now"));
      assertThat(open(operator).transaction()).isEqualTo(first.transaction());
    }
  }

  /** Rows under the name may be another table's, and this run copies none. */
  @Test
  void aTableWhoseNameAnotherOneTakesStopsAndNothingIsDecidedOfIt() throws Exception {
    create();
    try (SteppedProject project = project()) {
      MigrationProject operator = project.project("SFI", this::all);
      assertComplete(project.run("SFI", this::all));
      from.execute(
          "RENAME TABLE " + t() + " TO " + t() + "2, " + other() + " TO " + t(),
          "INSERT INTO " + t() + " VALUES (2)");
      MigrationResult result = project.run("I", this::all);
      assertThat(result.error().orElseThrow().getMessage())
          .contains("DDL_NOT_FOLLOWED", "another table takes its name");
      assertThat(operator.status().orElseThrow().stops()).isEmpty();
    }
  }

  /** The engine dies at edges of the decided statement in turn; it is executed once. */
  @Thorough
  @Test
  void aDecidedStatementIsExecutedOnceWhereverTheEngineDies() throws Exception {
    create();
    FollowProcess engine =
        new FollowProcess(database.name(), from, to, directory.resolve("killed"));
    assertThat(engine.exit()).isZero();
    from.execute(
        "ALTER TABLE " + t() + " MODIFY b VARCHAR(5), ADD c INT",
        "INSERT INTO " + t() + " VALUES (2, 2, 'two', 2)");
    assertThat(engine.exit()).isEqualTo(1);
    try (SteppedProject project = project()) {
      MigrationProject operator = project.project("SFI", this::all);
      StoppedStatement stop = open(operator);
      operator.decide(
          stop.transaction(), StatementDecision.replace("ALTER TABLE " + t() + " ADD c INT"));
    }
    int died = 0;
    for (String edge :
        List.of(
            "StateTransaction.addDefinition after#1",
            "StateTransaction.putStop after#1",
            "SchemaTarget.execute before#1",
            "SchemaTarget.execute after#1",
            "StateTransaction.removeStop after#1")) {
      died += FollowProcess.exit(engine.start("-Dopenoms.edge=" + edge)) == 137 ? 1 : 0;
    }
    assertThat(died).as("deaths").isGreaterThan(3);
    assertThat(engine.exit()).isZero();
    new SqlComparison(from, to, database.name()).assertSameRows("t", "id, a, b, c");
  }

  private void create() {
    from.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t() + " (id INT PRIMARY KEY, a INT, b VARCHAR(9))",
        "CREATE TABLE " + other() + " (id INT PRIMARY KEY)",
        "INSERT INTO " + t() + " VALUES (1, 1, 'one')");
  }

  private static void refuses(
      MigrationProject operator, StoppedStatement stop, String sql, String why) {
    assertThatThrownBy(() -> operator.decide(stop.transaction(), StatementDecision.replace(sql)))
        .hasMessageContaining("OPERATION_REFUSED")
        .hasMessageContaining(why);
  }

  private StoppedStatement stop(SteppedProject project, MigrationProject operator, String... why)
      throws Exception {
    MigrationResult result = project.run("SFI", this::all);
    String message = result.error().orElseThrow().getMessage();
    assertThat(message).contains("DDL_NOT_FOLLOWED", "skip|replace");
    List.of(why).forEach(part -> assertThat(message).contains(part));
    return open(operator);
  }

  private static StoppedStatement open(MigrationProject operator) {
    List<StoppedStatement> stops = operator.status().orElseThrow().stops();
    assertThat(stops).hasSize(1);
    assertThat(stops.get(0).decision()).isEmpty();
    return stops.get(0);
  }

  private String type(String column) throws Exception {
    try (Connection sink = to.connect();
        Statement sql = sink.createStatement();
        ResultSet row =
            sql.executeQuery(
                "SELECT column_type FROM information_schema.columns WHERE table_schema = '"
                    + database.name()
                    + "' AND table_name = 't' AND column_name = '"
                    + column
                    + "'")) {
      row.next();
      return row.getString(1);
    }
  }

  private String t() {
    return database.name() + ".t";
  }

  private String other() {
    return database.name() + ".other";
  }

  private void all(ObjectSelection.Builder objects) {
    objects.include(database.name() + ".*");
  }

  private SteppedProject project() {
    return new SteppedProject(database.name(), from, to, directory);
  }

  private static void assertComplete(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }
}
