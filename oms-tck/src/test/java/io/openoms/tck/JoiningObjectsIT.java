package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.SelectionChange;
import io.openoms.SelectionChange.Kind;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects join a run that follows, and leave it, while somebody writes; nothing is lost. */
class JoiningObjectsIT {

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private DatabaseServer from = ServerType.MYSQL_97.get().shared();
  @RegisterExtension private final TestDatabase database = new TestDatabase("joining", from, to);
  @TempDir private Path spool;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean writes = true;

  @AfterEach
  void end() {
    writes = false;
    threads.shutdownNow();
  }

  @Test
  void objectsJoinAndLeaveARunUnderLoad() throws Exception {
    joinAndLeave();
  }

  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_80", "MARIADB"})
  void objectsJoinAndLeaveARunUnderLoadFromAnotherSource(ServerType type) throws Exception {
    from = type.get().shared();
    try {
      joinAndLeave();
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  private void joinAndLeave() throws Exception {
    create("a", "b", "c");
    MigrationProject project = project(o -> o.include(t("a"), t("b")).exclude(t("x*")));
    assertThatThrownBy(() -> project.add(List.of(object("c")))).hasMessageContaining("never");
    Future<?> writer = threads.submit(this::write);
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      refuses(project, "a", "has it already");
      refuses(project, "nothing", "does not show it");
      project.add(List.of(object("c")));
      awaitObjects(run, "a", "b", "c");
      project.remove(List.of(object("b")));
      awaitObjects(run, "a", "c");
      assertThatThrownBy(() -> project.remove(List.of(object("b"))))
          .hasMessageContaining("no such object");
      assertThatThrownBy(() -> project.remove(List.of(object("a"), object("c"))))
          .hasMessageContaining("no object would be left");
      writes = false;
      writer.get();
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      from.execute("INSERT INTO " + t("b") + " VALUES (1000000, 0)");
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      assertSame("a", "c");
      run.finishIncremental();
      assertThat(run.await().error()).isEmpty();
    }
    assertThat(project.status().orElseThrow().selectionChanges())
        .containsExactly(
            new SelectionChange(object("b"), Kind.REMOVED),
            new SelectionChange(object("c"), Kind.ADDED));
    assertThat(has(t("b"), 1)).isTrue();
    assertThat(has(t("b"), 1000000)).isFalse();
  }

  /** By themselves, if the rules cover them. */
  @Test
  void newTablesJoin() throws Exception {
    create("a");
    MigrationProject project = project(o -> o.include(database.name() + ".*"));
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      from.execute(
          "CREATE TABLE " + t("d") + " (PRIMARY KEY (id)) SELECT CAST(1 AS SIGNED) AS id, 1 AS v");
      awaitObjects(run, "a", "d");
      from.execute(
          "INSERT INTO " + t("d") + " VALUES (2, 2)",
          "RENAME TABLE " + t("d") + " TO " + t("e"),
          "INSERT INTO " + t("e") + " VALUES (3, 3)");
      awaitObjects(run, "a", "d", "e");
      from.execute("INSERT INTO " + t("e") + " VALUES (4, 4)");
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      assertSame("a", "e");
      assertThat(has(t("d"), 2)).isTrue();
      assertThat(has(t("d"), 3)).isFalse();
      run.finishIncremental();
      assertThat(run.await().error()).isEmpty();
    }
  }

  /** The engine dies around the moments at which new tables join. */
  @Thorough
  @Test
  void newTablesJoinWhereverTheEngineDies() throws Exception {
    create("a", "b", "c");
    FollowProcess engine = new FollowProcess(database.name(), from, to, spool);
    assertThat(engine.exit()).isZero();
    Future<?> writer = threads.submit(this::write);
    int made = 0;
    for (long millis : List.of(6_000, 8_000, 10_000, 12_000)) {
      Process process = engine.start(FollowProcess.ENDLESS);
      String table = t("n" + made++);
      from.execute(
          "CREATE TABLE " + table + " LIKE " + t("a"),
          "INSERT INTO " + table + " SELECT * FROM " + t("a"));
      process.waitFor(millis, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      assertThat(process.exitValue()).isEqualTo(FollowProcess.KILLED);
      from.execute("UPDATE " + table + " SET v = v + 1");
    }
    writes = false;
    writer.get();
    assertThat(engine.exit()).isZero();
    assertSame("a", "b", "c", "n0", "n1", "n2", "n3");
  }

  /** A run that begins takes them for tables as any others, unless a tool is at work. */
  @Thorough
  @Test
  void tablesThatToolsMakeForOnlineChangesDoNotMakeARunBeginAnew() throws Exception {
    create("a");
    MigrationProject project = project(o -> o.include(database.name() + ".*"));
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      from.execute("CREATE TABLE " + t("_a_gho") + " LIKE " + t("a"));
      Thread.sleep(11_000);
      assertThat(run.objects()).extracting(object -> object.source().name()).containsExactly("a");
    }
  }

  private void create(String... tables) {
    from.execute("CREATE DATABASE " + database.name());
    for (String table : tables) {
      from.execute(
          "CREATE TABLE " + t(table) + " (id INT PRIMARY KEY, v INT)",
          "INSERT INTO " + t(table) + " VALUES (1, 1), (2, 2), (3, 3)");
    }
  }

  private void write() {
    try (Connection source = from.connect();
        Statement sql = source.createStatement()) {
      for (int i = 10; writes; i++) {
        for (String table : List.of("a", "b", "c")) {
          sql.execute("INSERT INTO " + t(table) + " VALUES (" + i + ", 0)");
          sql.execute("UPDATE " + t(table) + " SET v = v + 1 WHERE id IN (1, " + (i - 5) + ")");
        }
        Thread.sleep(2);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private MigrationProject project(Consumer<ObjectSelection.Builder> objects) {
    return MigrationProject.builder(database.name())
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(objects)
        .phases(
            p -> p.schema().full(f -> f.chunkRows(100)).incremental(i -> i.spoolDirectory(spool)))
        .build();
  }

  private void refuses(MigrationProject project, String table, String why) {
    assertThatThrownBy(() -> project.add(List.of(object(table))))
        .hasMessageContaining("OPERATION_REFUSED")
        .hasMessageContaining(why);
  }

  private void awaitObjects(MigrationRun run, String... tables) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(
            () -> {
              assertThat(run.result()).isEmpty();
              assertThat(run.objects())
                  .extracting(object -> object.source().name())
                  .containsExactlyInAnyOrder(tables);
            });
    assertThat(awaitCaughtUp(run)).isTrue();
  }

  private static boolean awaitCaughtUp(MigrationRun run) {
    try {
      return run.awaitCaughtUp(Duration.ofMinutes(4));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertSame(String... tables) throws Exception {
    for (String table : tables) {
      new SqlComparison(from, to, database.name()).assertSameRows(table, "id, v");
    }
  }

  private boolean has(String table, int id) throws SQLException {
    try (Connection sink = to.connect();
        Statement sql = sink.createStatement()) {
      return sql.executeQuery("SELECT 1 FROM " + table + " WHERE id = " + id).next();
    }
  }

  private ObjectName object(String table) {
    return new ObjectName(database.name(), table);
  }

  private String t(String table) {
    return database.name() + "." + table;
  }
}
