package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ConflictPolicy;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectSelection;
import io.openoms.RunState;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are out of a project for a while and come back, while the source goes on. */
@WithServers
class CapturedSinceIT {

  private static final String COMMIT = "SinkTransaction.commit before";

  private final DatabaseServer from;
  private final DatabaseServer to;
  @RegisterExtension final TestDatabase database;
  @TempDir private Path spool;
  private SteppedProject project;

  CapturedSinceIT(@Server(MYSQL_97) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
    this.database = new TestDatabase("since", from, to);
  }

  @BeforeEach
  void create() {
    from.execute("CREATE DATABASE " + database.name());
    for (String table : List.of("a", "b")) {
      from.execute(
          "CREATE TABLE " + t(table) + " (id INT PRIMARY KEY, v INT, w INT)",
          "INSERT INTO " + t(table) + " VALUES (1,1,1),(2,2,2),(3,3,3),(4,4,4),(5,5,5),(6,6,6)");
    }
    project = new SteppedProject(database.name(), from, to, spool);
  }

  @AfterEach
  void release() {
    project.close();
    project.project("S", this::all).release();
  }

  @Test
  @Thorough
  void aTableWhoseColumnsWereChangedForOneRunLosesNothing() throws Exception {
    assertComplete(project.run("SFI", this::all));
    change("a");
    change("b");
    MigrationResult out = project.run("SFI", o -> all(o.columns(t("a"), "id", "v")));
    assertThat(out.state()).isEqualTo(RunState.FAILED);
    assertThat(SteppedProject.error(out, "a")).contains("SELECTION_CHANGED");
    assertEqual("b");

    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
    assertThat(project.warnings()).contains("COPIED_ANEW " + t("a"));
  }

  @Test
  void whatIsWrittenBehindACopyBetweenTwoRunsThatFollowArrives() throws Exception {
    assertComplete(project.run("SFI", only("a")));
    assertComplete(project.run("SF", this::all));
    change("a");
    change("b");
    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
    assertThat(project.warnings()).noneMatch(warning -> warning.startsWith("COPIED_ANEW"));
  }

  @Test
  @Thorough
  void aCopyThatARunWithoutCaptureHasFinishedIsMadeAnew() throws Exception {
    project.runUntil("SFI", this::all, COMMIT, 2, run -> {});
    project.project("SFI", this::all).skip(project.object("a"));
    change("a");
    assertComplete(project.run("SFI", this::all));
    project.project("SFI", this::all).retry(project.object("a"));
    assertComplete(project.run("SF", this::all));
    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
  }

  @Test
  void olderChangesInTheSpoolDoNotReachANewerCopy() throws Exception {
    stopWithCaptured(this::all, 4, "UPDATE " + t("a") + " SET v = 100 WHERE id = 1");
    stopWithCaptured(
        only("b"),
        1,
        "UPDATE " + t("a") + " SET v = 200 WHERE id = 1",
        "UPDATE " + t("b") + " SET v = 200 WHERE id = 1");
    to.execute("DROP TABLE " + t("a"));
    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
  }

  @Test
  @Thorough
  void olderChangesOfAnOlderDefinitionDoNotReachANewerCopy() throws Exception {
    stopWithCaptured(this::all, 4, "UPDATE " + t("a") + " SET v = 100 WHERE id = 1");
    from.execute(
        "ALTER TABLE " + t("a") + " ADD x INT FIRST, DROP w, ADD y VARCHAR(9) DEFAULT 'y'");
    assertComplete(project.run("S", only("b")));
    to.execute("DROP TABLE " + t("a"));
    assertComplete(project.run("SFI", this::all));
    change("a", "id, v", "7, 7");
    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
  }

  @Test
  @Thorough
  void aTableThatJoinsARunWithoutACopyIsNotTakenToBeEqual() throws Exception {
    assertComplete(project.run("SFI", only("a")));
    change("a");
    MigrationResult joined = project.run("SI", this::all);
    assertThat(SteppedProject.error(joined, "b")).contains("COPY_MISSING", "full phase");
    assertEqual("a");
    change("b");
    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
  }

  @Test
  void aProjectThatBeginsWithFollowingAloneTakesItsTablesToBeEqual() throws Exception {
    for (String table : List.of("a", "b")) {
      to.execute(
          "CREATE DATABASE IF NOT EXISTS " + database.name(),
          "CREATE TABLE " + t(table) + " (id INT PRIMARY KEY, v INT, w INT)",
          "INSERT INTO " + t(table) + " VALUES (1,1,1),(2,2,2),(3,3,3),(4,4,4),(5,5,5),(6,6,6)");
    }
    assertComplete(project.run("I", this::all));
    change("a");
    change("b");
    assertComplete(project.run("I", this::all));
    assertEqual("a", "b");
  }

  @Test
  void aTableThatIsSkippedInARunThatFollowsIsCopiedAnewWhenItComesBack() throws Exception {
    project.runUntil("SFI", this::all, COMMIT, 2, run -> {});
    project.project("SFI", this::all).skip(project.object("a"));
    change("a");
    change("b");
    assertComplete(project.run("SFI", this::all));
    assertEqual("b");
    project.project("SFI", this::all).retry(project.object("a"));
    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
  }

  /** They cannot be told from those that the copy wrote, whatever the policy says by then. */
  @Test
  @Thorough
  void rowsThatWereKeptAreNotRemovedWithAVoidCopy() throws Exception {
    to.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t("a") + " (id INT PRIMARY KEY, v INT, w INT)",
        "INSERT INTO " + t("a") + " VALUES (100, 100, 100)");
    project.copying(f -> f.conflict(ConflictPolicy.IGNORE));
    leaveBehind(this::all);
    MigrationResult kept = project.run("SFI", this::all);
    assertThat(SteppedProject.error(kept, "a")).contains("TARGET_NOT_EMPTY", "empty it, and retry");
    assertEqual("b");

    project.copying(f -> f.conflict(ConflictPolicy.STOP));
    MigrationResult stopped = project.run("SFI", this::all);
    assertThat(SteppedProject.error(stopped, "a")).contains("TARGET_NOT_EMPTY");
    assertThat(count("a WHERE id = 100")).isEqualTo(1);

    to.execute("DELETE FROM " + t("a"));
    project.project("SFI", this::all).retry(project.object("a"));
    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
  }

  @Test
  @Thorough
  void rowsThatWereKeptAreRemovedWhereThePolicySaysSo() throws Exception {
    to.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t("a") + " (id INT PRIMARY KEY, v INT, w INT)",
        "INSERT INTO " + t("a") + " VALUES (100, 100, 100)");
    project.copying(f -> f.conflict(ConflictPolicy.IGNORE));
    leaveBehind(this::all);
    project.copying(f -> f.conflict(ConflictPolicy.TRUNCATE));
    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
  }

  @Test
  void rowsOfAnotherTableAreNotRemovedWithAVoidCopyEvenWhenItHasLeft() throws Exception {
    from.execute("UPDATE " + t("b") + " SET id = id + 10 ORDER BY id DESC");
    leaveBehind(o -> o.include(database.name() + ".[ab]=" + t("both")));
    MigrationResult both =
        project.run("SFI", o -> o.include(database.name() + ".[ab]=" + t("both")));
    assertThat(SteppedProject.error(both, "a")).contains("TARGET_NOT_EMPTY", "of other tables");
    assertThat(count("both WHERE id > 10")).isEqualTo(6);

    MigrationResult alone = project.run("SFI", o -> o.include(t("a") + "=" + t("both")));
    assertThat(SteppedProject.error(alone, "a")).contains("TARGET_NOT_EMPTY");
    assertThat(count("both WHERE id > 10")).isEqualTo(6);
  }

  /** What it has left at the sink is old by then: it is met as rows of others are. */
  @Test
  void aMergedTableThatLeavesAndComesBackIsNamedAndMadeAnew() throws Exception {
    from.execute("UPDATE " + t("b") + " SET id = id + 10 ORDER BY id DESC");
    Consumer<ObjectSelection.Builder> both = o -> o.include(database.name() + ".[ab]=" + t("both"));
    assertComplete(project.run("SFI", both));
    change("a");
    assertComplete(project.run("SFI", o -> o.include(t("a") + "=" + t("both"))));
    // None of its old rows is met by a new one.
    from.execute("UPDATE " + t("b") + " SET id = id + 10 ORDER BY id DESC");
    change("a");
    for (int i = 0; i < 2; i++) {
      MigrationResult back = project.run("SFI", both);
      assertThat(back.error()).isEmpty();
      assertThat(SteppedProject.error(back, "b")).contains("TARGET_NOT_EMPTY");
    }
    to.execute("DROP TABLE " + t("both"));
    project.project("SFI", both).retry(project.object("b"));
    assertComplete(project.run("SFI", both));
    change("a");
    from.execute("UPDATE " + t("b") + " SET v = v + 10 WHERE id = 23");
    assertComplete(project.run("SFI", both));
    List<String> all = new ArrayList<>(rows(from, "a"));
    all.addAll(rows(from, "b"));
    all.sort(null);
    assertThat(rows(to, "both")).isEqualTo(all);
  }

  /** A later change of a kept row is done to it; one of a row that is not there is named. */
  @Test
  @Thorough
  void aLaterChangeOfAKeptRowMakesItTheSourcesRow() throws Exception {
    from.execute("ALTER TABLE " + t("a") + " ADD UNIQUE KEY (w)");
    to.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t("a") + " (id INT PRIMARY KEY, v INT, w INT UNIQUE)",
        "INSERT INTO " + t("a") + " VALUES (1,100,1),(2,100,2),(3,100,3),(40,100,4)");
    project.copying(f -> f.conflict(ConflictPolicy.IGNORE));
    assertComplete(project.run("SFI", this::all));
    assertThat(count("a WHERE v = 100")).isEqualTo(4);
    from.execute(
        "UPDATE " + t("a") + " SET v = 11 WHERE id = 1", "DELETE FROM " + t("a") + " WHERE id = 2");
    assertComplete(project.run("SFI", this::all));
    assertThat(count("a WHERE v = 100")).isEqualTo(2);
    assertThat(count("a WHERE id = 1 AND v = 11")).isEqualTo(1);

    from.execute("UPDATE " + t("a") + " SET v = 44 WHERE id = 4");
    MigrationResult stopped = project.run("SFI", this::all);
    assertThat(stopped.error().orElseThrow()).hasMessageContaining("ROW_DIVERGED");
    assertThat(count("a WHERE id = 40 AND v = 100")).isEqualTo(1);
  }

  /** They are no rows too many that a repair would remove. */
  @Test
  @Thorough
  void rowsOfATableThatTakesNoPartOrHasLeftAreNotRepairedAway() throws Exception {
    from.execute("UPDATE " + t("b") + " SET id = id + 10 ORDER BY id DESC");
    Consumer<ObjectSelection.Builder> both = o -> o.include(database.name() + ".[ab]=" + t("both"));
    project.runUntil("SF", both, COMMIT, 4, run -> {});
    assertThat(count("both WHERE id > 10")).isEqualTo(3);
    project.project("SF", both).skip(project.object("b"));
    assertNotRepaired(project.run("SFV", both), "which takes no part");
    assertThat(count("both WHERE id > 10")).isEqualTo(3);

    project.project("SF", both).retry(project.object("b"));
    assertComplete(project.run("SFV", both));
    assertThat(count("both WHERE id > 10")).isEqualTo(6);
    assertNotRepaired(
        project.run("SFV", o -> o.include(t("a") + "=" + t("both"))), "have left the project");
    assertThat(count("both WHERE id > 10")).isEqualTo(6);
  }

  @Test
  void rowsThatWereKeptAreNotRepairedAway() throws Exception {
    to.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t("a") + " (id INT PRIMARY KEY, v INT, w INT)",
        "INSERT INTO " + t("a") + " VALUES (100, 100, 100), (1, 100, 100)");
    project.copying(f -> f.conflict(ConflictPolicy.IGNORE));
    assertNotRepaired(project.run("SFV", this::all), "were there before");
    assertThat(count("a WHERE v = 100")).isEqualTo(2);
    assertEqual("b");
  }

  private static void assertNotRepaired(MigrationResult result, String why) {
    assertThat(result.error()).isEmpty();
    assertThat(result.verification().orElseThrow().tables())
        .flatExtracting(table -> table.error().stream().toList())
        .singleElement()
        .asString()
        .contains("REPAIR_REFUSED", why);
  }

  /** Removed at the source, rows of others stay where they are. */
  @Test
  void aTableThatIsEmptiedAtTheSourceTakesNoRowsOfOthersWithIt() throws Exception {
    to.execute(
        "CREATE DATABASE " + database.name(),
        "CREATE TABLE " + t("a") + " (id INT PRIMARY KEY, v INT, w INT)",
        "INSERT INTO " + t("a") + " VALUES (100, 100, 100)");
    project.copying(f -> f.conflict(ConflictPolicy.IGNORE));
    assertComplete(project.run("SFI", this::all));
    from.execute("TRUNCATE TABLE " + t("a"));
    MigrationResult result = project.run("SFI", this::all);
    assertThat(result.error().orElseThrow())
        .hasMessageContaining("DDL_NOT_FOLLOWED")
        .hasMessageContaining("rows that are not its own");
    assertThat(count("a WHERE id = 100")).isEqualTo(1);
  }

  /** Stops in the copy of the first table, which is out while changes of it are passed over. */
  private void leaveBehind(Consumer<ObjectSelection.Builder> objects) throws Exception {
    project.runUntil("SFI", objects, COMMIT, 2, run -> {});
    project.project("SFI", objects).skip(project.object("a"));
    change("a");
    assertThat(project.run("SFI", objects).error()).isEmpty();
    project.project("SFI", objects).retry(project.object("a"));
  }

  private int count(String rows) throws Exception {
    try (Connection connection = to.connect()) {
      return TableDigest.rows(connection, t(rows), "id").size();
    }
  }

  /** Stops before the commit of the n-th chunk, with changes captured that are not applied. */
  private void stopWithCaptured(
      Consumer<ObjectSelection.Builder> objects, int chunk, String... changes) throws Exception {
    Consumer<MigrationRun> work =
        run -> {
          from.execute(changes);
          Awaitility.await()
              .atMost(Duration.ofMinutes(4))
              .pollInterval(Duration.ofMillis(10))
              .until(() -> captured(run) >= 1);
        };
    MigrationResult result = project.runUntil("SFI", objects, COMMIT, chunk, work);
    assertThat(result.state()).isEqualTo(RunState.STOPPED);
  }

  private static long captured(MigrationRun run) {
    return run.progress()
        .flatMap(progress -> progress.following())
        .map(following -> following.capturedChanges())
        .orElse(0L);
  }

  private static void assertComplete(MigrationResult result) {
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }

  private void change(String table) {
    change(table, "id, v, w", "7, 7, 7");
  }

  private void change(String table, String columns, String values) {
    from.execute(
        "UPDATE " + t(table) + " SET v = v + 10 WHERE id IN (1, 6)",
        "DELETE FROM " + t(table) + " WHERE id IN (2, 7)",
        "INSERT INTO " + t(table) + " (" + columns + ") VALUES (" + values + ")");
  }

  private void assertEqual(String... tables) throws Exception {
    for (String table : tables) {
      assertThat(rows(to, table)).as(table).isEqualTo(rows(from, table));
    }
  }

  private List<String> rows(DatabaseServer server, String table) throws Exception {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, t(table), "*");
    }
  }

  private String t(String table) {
    return database.name() + "." + table;
  }

  private void all(ObjectSelection.Builder objects) {
    objects.include(database.name() + ".*");
  }

  private Consumer<ObjectSelection.Builder> only(String table) {
    return o -> o.include(t(table));
  }
}
