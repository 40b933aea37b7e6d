package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Thorough;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A tool changes a table online while somebody writes: its own tables do not travel, and at its
 * swap the sink's table gets the new definition and keeps its rows.
 */
class OnlineToolsIT {

  private static final int ROWS = 300;
  private static final int PAUSE_MILLIS = 5;
  private static final int NO_SUCH_TABLE = 1146;

  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private DatabaseServer from = ServerType.MYSQL_97.get().shared();
  @RegisterExtension private final TestDatabase database = new TestDatabase("online", from, to);
  @TempDir private Path spool;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean writes = true;
  private volatile IntConsumer told = id -> {};

  @AfterEach
  void end() {
    writes = false;
    threads.shutdownNow();
  }

  @Test
  void theChangesOfEachToolAreMadeUnderLoad() throws Exception {
    eachTool(List.of(OnlineTool.Kind.values()));
  }

  /** gh-ost and spirit are made for MySQL alone. */
  @Thorough
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_80", "MARIADB"})
  void theChangesOfEachToolAreMadeFromAnotherSource(ServerType type) throws Exception {
    from = type.get().shared();
    try {
      eachTool(
          type == ServerType.MARIADB
              ? List.of(OnlineTool.Kind.PT_OSC)
              : List.of(OnlineTool.Kind.values()));
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  /**
   * The tool itself, of Debian's package percona-toolkit, which is made for MySQL 8.0 and before.
   */
  @Thorough
  @Test
  void aRunOfTheToolItselfIsFollowed() throws Exception {
    from = ServerType.MYSQL_80.get().shared();
    try {
      underLoad(
          () -> {
            for (String change :
                List.of(
                    "ADD c0 INT NOT NULL DEFAULT 7, ADD KEY (c0)", "DROP d0", "MODIFY v BIGINT")) {
              onlineSchemaChange(change);
            }
          });
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database.name());
    }
  }

  private void onlineSchemaChange(String change) throws Exception {
    String port = from.jdbcUrl().replaceAll(".*:([0-9]+)/.*", "$1");
    Process tool =
        new ProcessBuilder(
                "pt-online-schema-change",
                "--execute",
                "--no-check-replication-filters",
                "--recursion-method=none",
                "--alter=" + change,
                "h=127.0.0.1,P=%s,u=%s,p=%s,D=%s,t=t"
                    .formatted(port, from.user(), from.password(), database.name()))
            .redirectErrorStream(true)
            .start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tool.waitFor()).as(said).isZero();
  }

  private void eachTool(List<OnlineTool.Kind> tools) throws Exception {
    underLoad(
        () -> {
          for (int i = 0; i < tools.size(); i++) {
            OnlineTool.Kind kind = tools.get(i);
            String column = "c" + i;
            work(kind, "ADD " + column + " INT NOT NULL DEFAULT 7, ADD KEY (" + column + ")");
            try (OnlineTool broken =
                new OnlineTool(kind, from, database.name(), "t", "ADD never INT")) {
              told = broken::changed;
              broken.begin();
              broken.abort();
            }
            work(kind, "DROP COLUMN d" + i + ", MODIFY v BIGINT");
          }
        });
  }

  /** What tools do while somebody writes and a run follows. */
  private interface Tools {
    void work() throws Exception;
  }

  private void underLoad(Tools tools) throws Exception {
    create();
    try (MigrationRun run = project().start(threads)) {
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      Future<?> writer = threads.submit(this::write);
      tools.work();
      writes = false;
      writer.get();
      assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
      assertThat(run.objects()).extracting(o -> o.source().name()).containsExactly("t");
      run.finishIncremental();
      assertThat(run.await().error()).isEmpty();
    }
    assertEqual();
  }

  /** Within the tool's run, and at edges of the change behind it. */
  @Thorough
  @ParameterizedTest
  @EnumSource(OnlineTool.Kind.class)
  void aSwapIsMadeOnceWhereverTheEngineDies(OnlineTool.Kind kind) throws Exception {
    create();
    FollowProcess engine = new FollowProcess(database.name(), from, to, spool);
    assertThat(engine.exit()).isZero();
    Future<?> writer = threads.submit(this::write);
    try (OnlineTool tool =
        new OnlineTool(
            kind, from, database.name(), "t", "ADD c INT NOT NULL DEFAULT 7, DROP COLUMN d0")) {
      told = tool::changed;
      tool.begin();
      assertThat(engine.dieAtEdge("StateTransaction.addDefinition after#1")).isTrue();
      tool.copy();
      // It has the tool's table before it now, which it leaves alone.
      assertThat(engine.exit()).isZero();
      tool.swap();
      tool.end();
    }
    writes = false;
    writer.get();
    for (String edge :
        List.of(
            "StateTransaction.addDefinition before#1",
            "StateTransaction.addDefinition after#1",
            "SchemaTarget.execute after#1",
            "SchemaTarget.execute before#2",
            "StateTransaction.putApply before#1")) {
      engine.start("-Dopenoms.edge=" + edge).waitFor();
    }
    assertThat(engine.exit()).isZero();
    assertEqual();
    try (Connection sink = to.connect();
        Statement sql = sink.createStatement();
        ResultSet tables =
            sql.executeQuery(
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '"
                    + database.name()
                    + "' AND table_name LIKE '\\_t%'")) {
      tables.next();
      assertThat(tables.getInt(1)).as("the tool's tables at the sink").isZero();
    }
  }

  private void work(OnlineTool.Kind kind, String change) throws Exception {
    try (OnlineTool tool = new OnlineTool(kind, from, database.name(), "t", change)) {
      told = tool::changed;
      tool.run();
    }
  }

  private void assertEqual() throws Exception {
    SqlComparison sides = new SqlComparison(from, to, database.name());
    sides.assertSameRows("t", "*");
    sides.assertSameDefinitions(SqlComparison.NO_0900, "table collation: .*");
  }

  private void create() {
    from.execute(
        "CREATE DATABASE " + database.name() + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
        "USE " + database.name(),
        "CREATE TABLE t (id INT PRIMARY KEY, v INT, s VARCHAR(20) NOT NULL DEFAULT 'x',"
            + " d0 INT, d1 INT, d2 INT, d3 INT, UNIQUE KEY by_v_id (v, id))",
        "INSERT INTO t (id, v) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            + " WHERE i < "
            + ROWS
            + ") SELECT i, i FROM n");
  }

  private Void write() throws Exception {
    try (Connection source = from.connect();
        Statement sql = source.createStatement()) {
      for (int i = ROWS + 1; writes; i++) {
        change(sql, i, "INSERT INTO %s (id, v, s) VALUES (%d, 0, 'new')");
        change(sql, i % ROWS, "UPDATE %s SET v = v + 1, s = 'changed' WHERE id = %d");
        change(sql, i - 3, "DELETE FROM %s WHERE id = %d");
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    return null;
  }

  /** While gh-ost swaps in two steps, there is no table for a moment. */
  private void change(Statement sql, int id, String statement) throws SQLException {
    try {
      sql.execute(statement.formatted(database.name() + ".t", id));
      told.accept(id);
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_TABLE) {
        throw e;
      }
    }
  }

  private MigrationProject project() {
    return MigrationProject.builder(database.name())
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(database.name() + ".*"))
        .phases(
            p -> p.schema().full(f -> f.chunkRows(100)).incremental(i -> i.spoolDirectory(spool)))
        .build();
  }
}
