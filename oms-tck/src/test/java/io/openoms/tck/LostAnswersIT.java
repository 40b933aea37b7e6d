package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_80;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.RunState;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sink commits, and its answer is lost: of a table and an index that are made, of a chunk, of a
 * lane's share of a window, of a followed change of a definition, of state, of a take-over. What
 * was committed is neither done again nor taken for something else.
 */
@WithServers
class LostAnswersIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final List<String> TABLES = List.of("keyed", "loose", "parent", "child");
  private static final String MANY =
      " WITH RECURSIVE n AS (SELECT 100 AS n UNION ALL SELECT n + 1 FROM n WHERE n < 700) SELECT ";

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final LinkProxy link;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String database = TestedPair.newName("lost");
  @TempDir private Path spool;

  LostAnswersIT(@Server(MYSQL_80) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
    this.link = new LinkProxy(to.port());
  }

  @BeforeEach
  void create() {
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + t("keyed") + " (id INT PRIMARY KEY, v INT, UNIQUE KEY (v))",
        "INSERT INTO " + t("keyed") + " VALUES (1, 1), (2, 2), (3, 3), (4, 4)",
        "CREATE TABLE " + t("loose") + " (n INT, v VARCHAR(9))",
        "INSERT INTO " + t("loose") + " VALUES (1, 'same'), (1, 'same'), (2, 'gone'), (3, 'old')",
        "CREATE TABLE " + t("parent") + " (id INT PRIMARY KEY)",
        "INSERT INTO " + t("parent") + " VALUES (1), (2), (3)",
        "CREATE TABLE "
            + t("child")
            + " (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES "
            + t("parent")
            + " (id) ON DELETE CASCADE)",
        "INSERT INTO " + t("child") + " VALUES (1, 1), (2, 2), (3, 3)");
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    link.close();
    from.execute("DROP DATABASE " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void ofATableAndAnIndexThatAreMade() throws Exception {
    var table = link.loseAnswerTo(sql -> sql.startsWith("CREATE TABLE") && isNamed(sql, "keyed"));
    var index =
        link.loseAnswerTo(
            sql ->
                !sql.startsWith("CREATE TABLE") && sql.contains("UNIQUE") && isNamed(sql, "keyed"));
    assertComplete(TestedPair.run(following(3)), table, index);
    assertEqual();
    assertThat(TableDigest.rows(to.connect(), indexes(), "index_name, column_name"))
        .isEqualTo(TableDigest.rows(from.connect(), indexes(), "index_name, column_name"));
  }

  /** The table is altered, and altered back, while it is followed. */
  @Test
  void ofAFollowedChangeOfADefinition() throws Exception {
    try (MigrationRun run = following(0).start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      var lost = link.loseAnswerTo(sql -> sql.startsWith("ALTER TABLE") && isNamed(sql, "keyed"));
      from.execute(
          "INSERT INTO " + t("keyed") + " VALUES (8, 8)",
          "ALTER TABLE " + t("keyed") + " ADD COLUMN w INT NOT NULL DEFAULT 7",
          "INSERT INTO " + t("keyed") + " VALUES (9, 9, 9)",
          "ALTER TABLE " + t("keyed") + " DROP COLUMN w");
      lost.get(2, TimeUnit.MINUTES);
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      run.finishIncremental();
      assertThat(run.await().error()).isEmpty();
    }
    assertEqual();
  }

  private String indexes() {
    return "information_schema.statistics WHERE table_name = 'keyed' AND table_schema = '"
        + database
        + "'";
  }

  private boolean isNamed(String sql, String table) {
    return sql.contains("`" + database + "`.`" + table + "`");
  }

  @Test
  void ofAChunkOfAKeyedTable() throws Exception {
    var lost = link.loseAnswerOf(all(has("INSERT INTO", "keyed"), has("UPDATE", "chunk")));
    assertComplete(TestedPair.run(inChunks()), lost);
    assertEqual();
  }

  /** Small tables are one transaction, which stores a chunk that is done for each. */
  @Test
  void ofAGroupOfSmallTables() throws Exception {
    var lost = link.loseAnswerOf(all(has("INSERT INTO", "keyed"), has("INSERT INTO", "chunk")));
    assertComplete(TestedPair.run(project().phases(p -> p.schema().full()).build()), lost);
    assertEqual();
  }

  /** No table is small. */
  private MigrationProject inChunks() {
    return project().phases(p -> p.schema().full(f -> f.chunkRows(1))).build();
  }

  /** The source changes before the chunk is tried again, so a second read has another position. */
  @Test
  void ofAChunkThatIsReadAtOnePosition() throws Exception {
    var loose =
        link.loseAnswerOf(
            all(has("INSERT INTO", "loose"), has("UPDATE", "chunk"))
                .and(
                    then(
                        "INSERT INTO " + t("loose") + " VALUES (1, 'same'), (4, 'new')",
                        "DELETE FROM " + t("loose") + " WHERE n = 2",
                        "UPDATE " + t("loose") + " SET v = 'late' WHERE n = 3")));
    var child =
        link.loseAnswerOf(
            all(has("INSERT INTO", "child"), has("UPDATE", "chunk"))
                .and(
                    then(
                        "DELETE FROM " + t("parent") + " WHERE id = 2",
                        "INSERT INTO " + t("child") + " VALUES (4, 3)")));
    assertComplete(TestedPair.run(following(3)), loose, child);
    assertEqual();
  }

  @Test
  void ofALanesShareOfAWindow() throws Exception {
    try (MigrationRun run = following(0).start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      var small = link.loseAnswerOf(all(has("INSERT INTO", "loose"), has("UPDATE", "writer")));
      from.execute(
          "INSERT INTO " + t("loose") + " VALUES (5, 'small'), (5, 'small')",
          "INSERT INTO " + t("keyed") + " VALUES (5, 5)");
      small.get(1, TimeUnit.MINUTES);

      var ofMany = link.loseAnswerOf(all(has("INSERT INTO", "loose"), has("UPDATE", "writer")));
      from.execute(
          "BEGIN",
          "INSERT INTO " + t("loose") + MANY + "n % 7, 'many' FROM n",
          "INSERT INTO " + t("keyed") + MANY + "n, n FROM n",
          "COMMIT");
      ofMany.get(1, TimeUnit.MINUTES);
      run.finishIncremental();
      assertThat(run.await().error()).isEmpty();
    }
    assertEqual();
  }

  @Thorough
  @Test
  void ofWhatIsStored() throws Exception {
    List<CompletableFuture<List<String>>> lost =
        Stream.of("project", "object", "milestone", "phase", "chunk", "apply", "definition")
            .map(table -> link.loseAnswerOf(all(has("", "oms_state`.`" + table), this::noRows)))
            .toList();
    MigrationResult result = TestedPair.run(following(3));
    assertComplete(result);
    assertThat(lost).filteredOn(CompletableFuture::isDone).hasSizeGreaterThanOrEqualTo(5);
    assertEqual();
  }

  /** What was compared, which rows differ, and the rows that are put right. */
  @Thorough
  @Test
  void ofWhatAVerificationStoresAndRepairs() throws Exception {
    assertComplete(TestedPair.run(inChunks()));
    to.execute(
        "UPDATE " + t("keyed") + " SET v = 99 WHERE id = 1",
        "DELETE FROM " + t("child") + " WHERE id = 1",
        "INSERT INTO " + t("parent") + " VALUES (9)");
    var compared = link.loseAnswerOf(has("", "oms_state`.`verification"));
    var differences = link.loseAnswerOf(has("", "oms_state`.`difference"));
    var repaired = link.loseAnswerOf(this::isRepair);
    MigrationProject verifying =
        project()
            .phases(p -> p.schema().full(f -> f.chunkRows(1)).verification(v -> v.repair(true)))
            .build();
    MigrationResult result = TestedPair.run(verifying);
    assertComplete(result, compared, differences, repaired);
    assertThat(result.verification().orElseThrow().isConsistent()).isTrue();
    assertEqual();
  }

  private boolean isRepair(List<String> transaction) {
    return transaction.stream()
        .anyMatch(sql -> !sql.startsWith("SELECT") && sql.contains("`" + database + "`."));
  }

  @Test
  void ofATakeOver() throws Exception {
    var lost = link.loseAnswerOf(has("UPDATE", "oms_state`.`writer` SET epoch"));
    assertComplete(TestedPair.run(following(3)), lost);
    assertEqual();
  }

  /** The proof is part of the chunk's own transaction: it is not made before, or after. */
  @Test
  void aChunkIsNotCommittedOnceAnotherEngineHasTakenOver() throws Exception {
    var taken =
        link.before(
            statement -> statement.contains("oms_state`.`chunk` SET") && isOf(statement, "loose"),
            () -> inChunks().skip(name("loose")));
    MigrationResult result = TestedPair.run(inChunks());
    taken.get(1, TimeUnit.MINUTES);
    assertThat(result.state()).isEqualTo(RunState.FAILED);
    assertThat(result.error().orElseThrow().code().name()).isEqualTo("STATE_FENCED");
    assertThat(TableDigest.rows(to.connect(), t("loose"), "n")).isEmpty();
  }

  private static void assertComplete(MigrationResult result, CompletableFuture<?>... lost) {
    assertThat(result.error()).isEmpty();
    assertThat(result.objects()).allSatisfy(object -> assertThat(object.error()).isEmpty());
    assertThat(result.isComplete()).isTrue();
    assertThat(lost).allSatisfy(answer -> assertThat(answer).isCompleted());
  }

  private void assertEqual() throws Exception {
    SqlComparison sides = new SqlComparison(from, to, database);
    for (String table : TABLES) {
      sides.assertSameRows(table, "*");
    }
  }

  private MigrationProject following(long chunkRows) {
    return project()
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(chunkRows))
                    .incremental(
                        i -> {
                          i.spoolDirectory(spool);
                          if (chunkRows > 0) {
                            i.untilCaughtUp();
                          }
                        }))
        .build();
  }

  private MigrationProject.Builder project() {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(
            OceanBase.at("jdbc:mysql://127.0.0.1:" + link.port() + "/")
                .credentials(to.user(), to.password()))
        .objects(o -> o.include(database + ".*"));
  }

  /** A statement that has both texts, the second one within quotes, is among the transaction's. */
  private static Predicate<List<String>> has(String verb, String name) {
    return transaction ->
        transaction.stream()
            .anyMatch(
                sql ->
                    sql.startsWith(verb) && (sql.contains("`" + name) || sql.contains(name + "`")));
  }

  private boolean noRows(List<String> transaction) {
    return transaction.stream().noneMatch(sql -> sql.contains("`" + database));
  }

  private static Predicate<List<String>> all(
      Predicate<List<String>> one, Predicate<List<String>> other) {
    return one.and(other);
  }

  private Predicate<List<String>> then(String... changes) {
    return transaction -> {
      from.execute(changes);
      return true;
    };
  }

  private static boolean isOf(String statement, String table) {
    return statement.contains("'" + table + "'");
  }

  private ObjectName name(String table) {
    return new ObjectName(database, table);
  }

  private String t(String table) {
    return database + "." + table;
  }
}
