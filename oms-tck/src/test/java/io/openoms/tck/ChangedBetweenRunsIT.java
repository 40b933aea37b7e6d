package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_80;
import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.DdlPolicy;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectResult;
import io.openoms.ObjectSelection;
import io.openoms.ObjectStatus;
import io.openoms.RunState;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.data.RowChange;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What somebody changes between two runs is named: definitions, tables, sources, stored rows. */
@WithServers
class ChangedBetweenRunsIT {

  private static final String COMMIT = "SinkTransaction.commit before";
  private static final Duration LONG = Duration.ofMinutes(4);

  private final DatabaseServer from;
  private final DatabaseServer other;
  private final DatabaseServer to;
  @RegisterExtension final TestDatabase database;
  @TempDir private Path spool;
  private SteppedProject project;

  ChangedBetweenRunsIT(
      @Server(MYSQL_97) DatabaseServer from,
      @Server(MYSQL_80) DatabaseServer other,
      @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.other = other;
    this.to = to;
    this.database = new TestDatabase("changed", from, to);
  }

  @BeforeEach
  void create() {
    create(from);
    project = new SteppedProject(database.name(), from, to, spool);
  }

  private void create(DatabaseServer server) {
    server.execute("CREATE DATABASE " + database.name());
    for (String table : List.of("a", "b")) {
      server.execute(
          "CREATE TABLE " + t(table) + " (id INT PRIMARY KEY, e ENUM('x','y') NOT NULL, v INT)",
          "INSERT INTO "
              + t(table)
              + " VALUES (1,'x',6),(2,'y',5),(3,'x',4),(4,'y',3),(5,'x',2),(6,'y',1)");
    }
  }

  @AfterEach
  void release() {
    project.close();
    project.project("S", this::all).release();
  }

  @Test
  @Thorough
  void aSourceThatWasAlteredBeforeItsCopyIsNamed() throws Exception {
    assertComplete(project.run("S", this::all));
    from.execute("ALTER TABLE " + t("a") + " MODIFY e ENUM('y','x') NOT NULL");
    assertNamed(
        project.run("SF", this::all), "a", "DEFINITION_CHANGED", "'x','y'", "'y','x'", "retry");
    assertEqual("b");

    to.execute("DROP TABLE " + t("a"));
    project.project("SF", this::all).retry(project.object("a"));
    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
  }

  @Test
  void aTargetThatWasAlteredBeforeTheCopyIsNamed() throws Exception {
    assertComplete(project.run("S", this::all));
    to.execute("ALTER TABLE " + t("a") + " MODIFY e VARCHAR(9) NOT NULL");
    assertNamed(project.run("SF", this::all), "a", "DEFINITION_CHANGED", "at the sink", "varchar");
    assertEqual("b");
  }

  /** Numbers of labels would be written as they are into what is a text now. */
  @Test
  void aTargetThatWasAlteredBetweenTwoRunsThatFollowIsNamed() throws Exception {
    assertComplete(project.run("SFI", this::all));
    to.execute("ALTER TABLE " + t("a") + " MODIFY e VARCHAR(9) NOT NULL");
    from.execute(
        "UPDATE " + t("a") + " SET e = 'y' WHERE id = 1",
        "UPDATE " + t("b") + " SET v = 77 WHERE id = 1");
    assertNamed(project.run("SFI", this::all), "a", "DEFINITION_CHANGED", "at the sink", "varchar");
    assertEqual("b");

    to.execute("ALTER TABLE " + t("a") + " MODIFY e ENUM('x','y') NOT NULL");
    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
  }

  /** The copy stands, and its changes begin to be captured. */
  @Test
  @Thorough
  void aTargetThatWasAlteredBeforeItsCaptureIsNamed() throws Exception {
    assertComplete(project.run("SF", this::all));
    to.execute("ALTER TABLE " + t("a") + " MODIFY v TINYINT");
    from.execute("UPDATE " + t("a") + " SET v = 1000 WHERE id = 1");
    assertNamed(project.run("SFI", this::all), "a", "DEFINITION_CHANGED", "at the sink", "tinyint");
    assertEqual("b");
  }

  @Test
  void aTargetThatIsGoneBetweenTwoRunsThatFollowIsNamed() throws Exception {
    assertComplete(project.run("SFI", this::all));
    to.execute("DROP TABLE " + t("a"));
    from.execute("UPDATE " + t("b") + " SET v = 77 WHERE id = 1");
    assertNamed(project.run("SFI", this::all), "a", "TARGET_MISMATCH", "not at the sink any more");
    assertEqual("b");
  }

  @Test
  void aKeyThatWasChangedWhileTheCopyRestedIsNamed() throws Exception {
    project.runUntil("SF", this::all, COMMIT, 2, run -> {});
    from.execute("ALTER TABLE " + t("a") + " MODIFY v INT NOT NULL");
    from.execute("ALTER TABLE " + t("a") + " DROP PRIMARY KEY, ADD PRIMARY KEY (v)");
    assertNamed(project.run("SF", this::all), "a", "DEFINITION_CHANGED", "key [id]", "key [v]");
    assertEqual("b");
  }

  @Test
  void aSourceThatIsAlteredDuringItsCopyIsNamed() throws Exception {
    MigrationResult result =
        project.runAt(
            "SF",
            this::all,
            COMMIT,
            1,
            run -> from.execute("ALTER TABLE " + t("a") + " MODIFY e ENUM('y','x') NOT NULL"));
    assertNamed(result, "a", "DEFINITION_CHANGED");
    assertEqual("b");
  }

  @Test
  void aFollowedTableThatWasAlteredIsNamedAndTheOthersGoOn() throws Exception {
    project.following(i -> i.ddl(DdlPolicy.REFUSE));
    assertComplete(project.run("SFI", this::all));
    from.execute(
        "ALTER TABLE " + t("a") + " MODIFY e ENUM('y','x') NOT NULL",
        "UPDATE " + t("b") + " SET v = 99 WHERE id = 1");
    assertNamed(project.run("SFI", this::all), "a", "DEFINITION_CHANGED");
    assertEqual("b");
  }

  @Test
  void whatChangesNoRowIsNoDifference() throws Exception {
    project.runUntil("SF", this::all, COMMIT, 2, run -> {});
    from.execute(
        "ALTER TABLE " + t("a") + " COMMENT 'other', ADD KEY kv (v), ALTER v SET DEFAULT 7",
        "ANALYZE TABLE " + t("a"),
        "INSERT INTO " + t("a") + " VALUES (7, 'x', 0)");
    assertComplete(project.run("SF", this::all));
    assertEqual("a", "b");
  }

  @Test
  @Thorough
  void tablesThatTheSourceShowsNoMoreAreNamedUntilTheyAreExcluded() throws Exception {
    from.execute("CREATE TABLE " + t("c") + " (id INT PRIMARY KEY)");
    assertComplete(project.run("SFI", this::all));
    from.execute(
        "DROP TABLE " + t("a"),
        "RENAME TABLE " + t("b") + " TO " + t("z"),
        "INSERT INTO " + t("c") + " VALUES (1)");
    for (int i = 0; i < 2; i++) {
      MigrationResult result = project.run("SFI", this::all);
      assertNamed(result, "a", "SOURCE_MISSING", "exclude it");
      assertThat(SteppedProject.error(result, "b")).contains("SOURCE_MISSING");
      assertEqual("c", "z");
    }
    assertComplete(project.run("SFI", o -> all(o.exclude(t("a")).exclude(t("b")))));
  }

  /**
   * Hidden is not dropped: nothing of it is removed, and nothing is lost once it is shown again.
   */
  @Test
  void aTableThatIsHiddenBetweenTwoRunsIsNamedAndComesBackWhole() throws Exception {
    grant();
    try {
      assertComplete(TestedPair.run(byAccount(true)));
      from.execute(
          "REVOKE SELECT ON " + t("b") + " FROM " + database.name(),
          "UPDATE " + t("a") + " SET v = 77 WHERE id = 1",
          "UPDATE " + t("b") + " SET v = 77 WHERE id = 1",
          "DELETE FROM " + t("b") + " WHERE id = 2");
      for (int i = 0; i < 2; i++) {
        assertNamed(TestedPair.run(byAccount(true)), "b", "SOURCE_MISSING", "may not see it");
      }
      assertEqual("a");
      assertThat(rows(to, "b")).hasSize(6);

      from.execute("GRANT SELECT ON " + t("b") + " TO " + database.name());
      assertComplete(TestedPair.run(byAccount(true)));
      assertEqual("a", "b");
    } finally {
      from.execute("DROP USER " + database.name());
    }
  }

  /** The log shows it still, until the run has a reason to look at the catalog again. */
  @Test
  @Thorough
  void aTableThatIsHiddenWhileItIsFollowedIsFollowedOrNamed() throws Exception {
    grant();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      try (MigrationRun run = byAccount(false).start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        from.execute(
            "REVOKE SELECT ON " + t("b") + " FROM " + database.name(),
            "UPDATE " + t("b") + " SET v = 77 WHERE id = 1",
            "UPDATE " + t("a") + " SET v = 77 WHERE id = 1");
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        assertEqual("a", "b");

        from.execute(
            "CREATE TABLE " + t("c") + " (id INT PRIMARY KEY)",
            "INSERT INTO " + t("c") + " VALUES (1)",
            "GRANT SELECT ON " + t("c") + " TO " + database.name(),
            "UPDATE " + t("b") + " SET v = 88 WHERE id = 1");
        Awaitility.await()
            .atMost(LONG)
            .until(() -> run.result().isPresent() || isCopied(run.objects(), "c"));
        from.execute("DELETE FROM " + t("b") + " WHERE id = 2");
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        assertEqual("a", "c");
        assertThat(error(run.objects(), "b")).contains("SOURCE_MISSING");
      }
      from.execute("GRANT SELECT ON " + t("b") + " TO " + database.name());
      assertComplete(TestedPair.run(byAccount(true)));
      assertEqual("a", "b", "c");
    } finally {
      threads.shutdownNow();
      from.execute("DROP USER " + database.name());
    }
  }

  private static boolean isCopied(List<ObjectResult> objects, String table) {
    return objects.stream()
        .anyMatch(
            object ->
                object.source().name().equals(table) && object.status() == ObjectStatus.COMPLETED);
  }

  private static String error(List<ObjectResult> objects, String table) {
    return objects.stream()
        .filter(object -> object.source().name().equals(table))
        .flatMap(object -> object.error().stream())
        .findFirst()
        .orElse("");
  }

  /** An account that sees the two tables alone. */
  private void grant() {
    from.execute(
        "CREATE USER " + database.name() + " IDENTIFIED BY ''",
        "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO " + database.name(),
        "GRANT SELECT ON " + t("a") + " TO " + database.name(),
        "GRANT SELECT ON " + t("b") + " TO " + database.name());
  }

  private MigrationProject byAccount(boolean untilCaughtUp) {
    return MigrationProject.builder(database.name())
        .source(MySql.at(from.jdbcUrl()).credentials(database.name(), ""))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(this::all)
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(
                        i -> (untilCaughtUp ? i.untilCaughtUp() : i).spoolDirectory(spool)))
        .build();
  }

  @Test
  void aProjectOfTheSameNameAndAnotherSourceTakesNothingAway() throws Exception {
    create(other);
    try (SteppedProject second = new SteppedProject(database.name(), other, to, spool)) {
      assertComplete(project.run("SFI", this::all));
      other.execute("UPDATE " + t("a") + " SET v = 1000");
      for (String phases : List.of("SFI", "SF", "S")) {
        assertStopped(second.run(phases, this::all), "SOURCE_CHANGED", "another name");
      }
      from.execute("UPDATE " + t("a") + " SET v = 77 WHERE id = 1");
      assertComplete(project.run("SFI", this::all));
      assertEqual("a", "b");
    } finally {
      other.execute("DROP DATABASE " + database.name());
    }
  }

  @Test
  @Thorough
  void aProjectOfTheSameNameAndOtherTablesTakesNothingAway() throws Exception {
    assertComplete(project.run("SFI", o -> o.include(t("a"))));
    assertStopped(project.run("SFI", o -> o.include(t("b"))), "SOURCE_CHANGED", t("a"));
    from.execute("UPDATE " + t("a") + " SET v = 77 WHERE id = 1");
    assertComplete(project.run("SFI", o -> o.include(t("a"))));
    assertEqual("a");
  }

  @Test
  void chunksThatAreMissingInTheBookkeepingAreNamed() throws Exception {
    project.runUntil("SF", this::all, COMMIT, 2, run -> {});
    forget("chunk", " AND source_name = 'a' AND done = 0");
    assertNamed(project.run("SF", this::all), "a", "STATE_DAMAGED", "chunks");
    assertEqual("b");
  }

  @Test
  void aDefinitionThatIsMissingInTheBookkeepingIsNamed() throws Exception {
    assertComplete(project.run("SFI", this::all));
    forget("definition", " AND source_name = 'a'");
    from.execute("UPDATE " + t("b") + " SET v = 77 WHERE id = 1");
    assertNamed(project.run("SFI", this::all), "a", "STATE_DAMAGED", "definition");
    assertEqual("b");
  }

  @Test
  void aPositionThatIsMissingInTheBookkeepingIsNamed() throws Exception {
    assertComplete(project.run("SFI", this::all));
    forget("apply", "");
    assertStopped(project.run("SFI", this::all), "STATE_DAMAGED", "how far");
  }

  @Test
  void aWindowThatWasBegunIsFinishedWithTheOperationsOfItsBeginning() throws Exception {
    from.execute(
        "INSERT INTO "
            + t("a")
            + " VALUES "
            + IntStream.range(10, 60)
                .mapToObj(id -> "(" + id + ", 'x', 0)")
                .collect(Collectors.joining(",")));
    project.following(i -> i.windowChanges(400));
    assertComplete(project.run("SFI", this::all));
    from.execute("UPDATE " + t("a") + " SET v = v + 1");
    // One lane fails at its commit, so the window stays open however long the other one takes.
    MigrationResult failed =
        project.runAt(
            "SFI",
            this::all,
            COMMIT,
            1,
            run -> {
              throw new IllegalStateException("a lane fails");
            });
    assertThat(failed.state()).isEqualTo(RunState.FAILED);
    assertThat(states("apply", "open_operations")).as("a window is open").doesNotContain("NULL|");

    project.following(i -> i.windowChanges(400).operations(Set.of(RowChange.Kind.INSERT)));
    assertComplete(project.run("SFI", this::all));
    assertEqual("a", "b");
  }

  private void forget(String table, String which) {
    to.execute(
        "DELETE FROM oms_state." + table + " WHERE project = '" + database.name() + "'" + which);
  }

  private List<String> states(String table, String column) throws Exception {
    try (Connection connection = to.connect()) {
      return TableDigest.rows(
          connection, "oms_state." + table + " WHERE project = '" + database.name() + "'", column);
    }
  }

  private static void assertNamed(MigrationResult result, String table, String... words) {
    assertThat(result.error()).isEmpty();
    assertThat(result.state()).isEqualTo(RunState.FAILED);
    assertThat(SteppedProject.error(result, table)).contains(words);
  }

  private static void assertStopped(MigrationResult result, String code, String words) {
    assertThat(result.error()).isPresent();
    assertThat(result.error().get().code().name()).isEqualTo(code);
    assertThat(result.error().get().getMessage()).contains(words);
  }

  private static void assertComplete(MigrationResult result) {
    assertThat(result.isComplete()).as("%s", result).isTrue();
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
}
