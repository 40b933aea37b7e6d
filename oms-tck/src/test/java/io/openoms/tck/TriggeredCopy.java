package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.event.ErrorEvent;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables of OceanBase that are followed through triggers into another database of the same kernel.
 * Rows are compared by plain SQL.
 */
abstract class TriggeredCopy {

  static final Duration LONG = Duration.ofMinutes(4);

  final DatabaseServer server = Servers.oceanBase().shared();
  final ExecutorService threads = Executors.newCachedThreadPool();
  final String database = TestedPair.newName("fired");
  final String copy = database + "_copy";
  final TriggeredTables tables = new TriggeredTables(database);
  final Set<String> failedTables = ConcurrentHashMap.newKeySet();
  @TempDir Path spool;

  @BeforeEach
  void create() {
    tables.create(server);
  }

  @AfterEach
  void end() {
    project().release();
    threads.shutdownNow();
    server.execute("DROP DATABASE IF EXISTS " + database, "DROP DATABASE IF EXISTS " + copy);
  }

  MigrationProject project() {
    return project(source -> source);
  }

  MigrationProject project(Function<OceanBase, OceanBase> source) {
    return project(source.apply(Accounts.captured(server)), Accounts.sink(server));
  }

  /** How many changes a window may have. */
  int windowChanges() {
    return 300;
  }

  MigrationProject project(Endpoint source, Endpoint sink) {
    return MigrationProject.builder(database)
        .source(source)
        .sink(sink)
        .objects(
            o -> {
              for (String table : TriggeredTables.NAMES) {
                o.include(database + "." + table).map(database + "." + table, copy + "." + table);
              }
            })
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(10))
                    .incremental(i -> i.spoolDirectory(spool).windowChanges(windowChanges())))
        .listener(
            new MigrationListener() {
              @Override
              public void onError(ErrorEvent event) {
                event.error().context().object().ifPresent(name -> failedTables.add(name.name()));
              }
            })
        .build();
  }

  void followToTheEnd(MigrationProject project) throws InterruptedException {
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      run.finishIncremental();
      assertThat(run.await().error()).isEmpty();
    }
  }

  /** Each time under a project of its own, as the next run of one refuses the table. */
  void assertStops(Callable<String> statement, String code, String table) throws Exception {
    try (MigrationRun run = project().start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      server.execute(statement.call());
      MigrationResult result = run.await();
      assertThat(result.error()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining(code));
      assertThat(result.error()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining(table));
    }
    // What was not captured is not passed over either: the next run refuses it.
    failedTables.clear();
    try (MigrationRun run = project().start(threads)) {
      Awaitility.await()
          .atMost(LONG)
          .until(() -> run.result().isPresent() || failedTables.contains(table));
    }
    assertThat(failedTables).contains(table);
    project().release();
    server.execute("DROP DATABASE " + copy);
  }

  /** A row for each table. */
  void fill() {
    server.execute(
        "INSERT INTO " + database + ".two_keys (id, a, b, v) VALUES (1, 1, 1, 'x')",
        "INSERT INTO " + database + ".parent VALUES (1, 1)",
        "INSERT INTO " + database + ".child VALUES (1, 1, 1)",
        "INSERT INTO " + database + ".grandchild VALUES (1, 1)",
        "INSERT INTO " + database + ".worded VALUES ('w', 1, '2024-01-01', 1)",
        "INSERT INTO " + database + ".parted VALUES (1, '2024-01-01', 1)",
        "INSERT INTO " + database + ".lobs VALUES (1, 't', 'b', '{}')");
  }

  /** Whether a trigger of that kind is there. */
  boolean has(String schema, String table, String kind) throws SQLException {
    return !strings(
            "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = '"
                + schema
                + "' AND event_object_table = '"
                + table
                + "' AND trigger_name LIKE 'oms\\_%\\_"
                + kind
                + "'")
        .isEmpty();
  }

  void assertEqual() throws SQLException {
    tables.assertEqual(server, server, copy);
  }

  List<String> strings(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
