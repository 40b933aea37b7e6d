package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.event.ErrorEvent;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OceanBase is followed through triggers into another database of the same kernel. Rows are
 * compared by plain SQL.
 */
class TriggerCaptureIT {

  private static final Duration LONG = Duration.ofMinutes(2);

  private final DatabaseServer server = Servers.oceanBase().shared();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String database = TestedPair.newName("fired");
  private final String copy = database + "_copy";
  private final TriggeredTables tables = new TriggeredTables(database);
  private final Set<String> failedTables = ConcurrentHashMap.newKeySet();
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

  private MigrationProject project() {
    return project(source -> source);
  }

  private MigrationProject project(Function<OceanBase, OceanBase> source) {
    return MigrationProject.builder(database)
        .source(source.apply(Accounts.captured(server)))
        .sink(Accounts.sink(server))
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
                    .incremental(i -> i.spoolDirectory(spool).windowChanges(300)))
        .listener(
            new MigrationListener() {
              @Override
              public void onError(ErrorEvent event) {
                event.error().context().object().ifPresent(name -> failedTables.add(name.name()));
              }
            })
        .build();
  }

  @Test
  void everyKindOfStatementArrives() throws Exception {
    try (TriggeredWriters writers = new TriggeredWriters(server, tables, threads, 3, 11);
        Connection held = server.connect();
        Statement open = held.createStatement()) {
      Awaitility.await().atMost(LONG).until(() -> writers.transactions() > 100);
      // Open from before the triggers: they do not fire for it.
      held.setAutoCommit(false);
      open.execute("INSERT INTO " + database + ".parent VALUES (5000, 1)");
      try (MigrationRun run = project().start(threads)) {
        Awaitility.await()
            .atMost(LONG)
            .until(() -> run.result().isPresent() || has(database, "two_keys", "d"));
        open.execute("INSERT INTO " + database + ".parent VALUES (5001, 1)");
        Thread.sleep(1_000);
        held.commit();
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        long before = writers.transactions();
        Awaitility.await().atMost(LONG).until(() -> writers.transactions() > before + 400);
        assertThat(run.verification().run().inconsistent()).isEmpty();
        writers.end();

        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();

        assertEqual();
        run.finishIncremental();
        MigrationResult result = run.await();
        assertThat(result.error()).isEmpty();
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
      }
    }
    project().release();
    assertNothingIsLeft();
  }

  @Test
  @Thorough
  void runsThatEndInTheMiddleAndSessionsThatAreKilledLoseNothing() throws Exception {
    try (TriggeredWriters writers = new TriggeredWriters(server, tables, threads, 2, 29)) {
      for (int i = 0; i < 4; i++) {
        try (MigrationRun run = project().start(threads)) {
          long before = writers.transactions();
          Awaitility.await().atMost(LONG).until(() -> writers.transactions() > before + 60);
          killSessions();
          Awaitility.await().atMost(LONG).until(() -> writers.transactions() > before + 120);
          assertThat(run.result().flatMap(MigrationResult::error)).isEmpty();
        }
      }
      writers.end();
      followToTheEnd(project());
      assertEqual();
    }
  }

  /** Ends all sessions of the account that captures, as a lost link does. */
  private void killSessions() throws SQLException {
    for (String id :
        strings("SELECT id FROM information_schema.processlist WHERE user = 'oms_capturer'")) {
      try {
        server.execute("KILL " + id);
      } catch (RuntimeException e) {
        // It has ended by itself.
      }
    }
  }

  private void followToTheEnd(MigrationProject project) throws InterruptedException {
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      run.finishIncremental();
      assertThat(run.await().error()).isEmpty();
    }
  }

  @Test
  @Thorough
  void aTransactionLargerThanAWindowAndOneHotRowArrive() throws Exception {
    fill();
    try (MigrationRun run = project().start(threads);
        Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      connection.setAutoCommit(false);
      statement.execute("SET ob_query_timeout = 100000000");
      statement.execute(
          "INSERT INTO "
              + database
              + ".parted SELECT 1000 + row_number() OVER (), '2023-01-01', 7 FROM"
              + " oceanbase.__all_column a, oceanbase.__all_column b LIMIT 12000");
      statement.execute("UPDATE " + database + ".parted SET v = 8 WHERE id < 1200");
      connection.commit();
      connection.setAutoCommit(true);
      // Committed while the large one is read, each a row of its own.
      for (int i = 0; i < 300; i++) {
        statement.execute("UPDATE " + database + ".parent SET v = v + 1 WHERE id = 1");
        statement.execute("INSERT INTO " + database + ".parent VALUES (" + (100 + i) + ", 1)");
      }
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      assertEqual();
      Awaitility.await().atMost(LONG).until(() -> appliedTransactions(run) >= 601);
    }
  }

  private static long appliedTransactions(MigrationRun run) {
    return run.progress().orElseThrow().following().orElseThrow().appliedTransactions();
  }

  /** A row for each table. */
  private void fill() {
    server.execute(
        "INSERT INTO " + database + ".two_keys (id, a, b, v) VALUES (1, 1, 1, 'x')",
        "INSERT INTO " + database + ".parent VALUES (1, 1)",
        "INSERT INTO " + database + ".child VALUES (1, 1, 1)",
        "INSERT INTO " + database + ".grandchild VALUES (1, 1)",
        "INSERT INTO " + database + ".worded VALUES ('w', 1, '2024-01-01', 1)",
        "INSERT INTO " + database + ".parted VALUES (1, '2024-01-01', 1)",
        "INSERT INTO " + database + ".lobs VALUES (1, 't', 'b', '{}')");
  }

  @Test
  void keysOfEveryTypeAreFollowed() throws Exception {
    Map<String, List<String>> keys =
        Map.of(
            "bit_key BIT(60)", List.of("b'0'", "b'101'", "(1 << 59) + 1"),
            "set_key SET('a','b','c')", List.of("''", "'a,c'", "'b'"),
            "enum_key ENUM('x','y','z')", List.of("'x'", "'z'", "'y'"),
            "float_key FLOAT", List.of("0.1", "-1e20", "0"),
            "double_key DOUBLE", List.of("0.1", "1e-300", "12345.678901234567"),
            "stamp_key TIMESTAMP(6)",
                List.of(
                    "'2024-03-31 02:30:00.000001'", "'1999-12-31 23:59:59.999999'", "'2037-01-01'"),
            "time_key TIME(3)", List.of("'-838:59:59'", "'00:00:00.001'", "'12:00:00'"),
            "bytes_key VARBINARY(20)", List.of("''", "x'00ff27'", "x'2700'"),
            "text_key VARCHAR(20)", List.of("'ä😀'", "''", "'it''s \\\\'"),
            "big_key BIGINT UNSIGNED", List.of("18446744073709551615", "0", "7"));
    List<String> names = new ArrayList<>();
    for (String key : keys.keySet()) {
      String table = key.split(" ", 2)[0];
      server.execute("CREATE TABLE %s.%s (%s PRIMARY KEY, v INT)".formatted(database, table, key));
      names.add(table);
    }
    MigrationProject project =
        MigrationProject.builder(database)
            .source(Accounts.captured(server))
            .sink(Accounts.sink(server))
            .objects(
                o -> {
                  for (String name : names) {
                    o.include(database + "." + name).map(database + "." + name, copy + "." + name);
                  }
                })
            .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool)))
            .build();
    try (MigrationRun run = project.start(threads);
        Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      statement.execute("SET time_zone = '-07:00'");
      for (Map.Entry<String, List<String>> key : keys.entrySet()) {
        String column = key.getKey().split(" ", 2)[0];
        String table = database + "." + column;
        List<String> values = key.getValue();
        for (int i = 0; i < values.size(); i++) {
          statement.execute("INSERT INTO %s VALUES (%s, %d)".formatted(table, values.get(i), i));
        }
        statement.execute("UPDATE " + table + " SET v = 10 WHERE v = 0");
        statement.execute("DELETE FROM " + table + " WHERE v = 1");
        statement.execute(
            "UPDATE %s SET %s = %s WHERE v = 2".formatted(table, column, values.get(1)));
      }
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      for (String name : names) {
        assertThat(TableDigest.rows(connection, copy + "." + name, "*"))
            .as(name)
            .hasSize(2)
            .isEqualTo(TableDigest.rows(connection, database + "." + name, "*"));
      }
    }
  }

  @Test
  void whatBypassesTheTriggersStopsByName() throws Exception {
    fill();
    assertStops(() -> "TRUNCATE TABLE " + database + ".lobs", "DDL_NOT_FOLLOWED", "lobs");
    assertStops(
        () -> "ALTER TABLE " + database + ".worded ADD COLUMN more INT",
        "DDL_NOT_FOLLOWED",
        "worded");
    assertStops(
        () -> "DROP TRIGGER " + database + "." + aTriggerOf("parted"),
        "CAPTURE_TRIGGERS_CHANGED",
        "parted");
  }

  @Test
  @Thorough
  void theApplicationWritesOnAfterItRenamesAKey() throws Exception {
    fill();
    try (MigrationRun run = project().start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();

      server.execute("ALTER TABLE " + database + ".lobs RENAME COLUMN id TO key_of_it");

      MigrationResult result = run.await();
      assertThat(result.error())
          .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("DDL_NOT_FOLLOWED"));
    }
    server.execute("INSERT INTO " + database + ".lobs VALUES (2, 't', 'b', '{}')");
    assertThat(has(database, "lobs", "i")).isFalse();
  }

  private String aTriggerOf(String table) throws SQLException {
    return strings(
            "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = '"
                + database
                + "' AND event_object_table = '"
                + table
                + "'")
        .get(0);
  }

  /** Each time under a project of its own, as the next run of one refuses the table. */
  private void assertStops(Callable<String> statement, String code, String table) throws Exception {
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

  @Test
  @Thorough
  void whatIsConfirmedIsRemoved() throws Exception {
    fill();
    try (MigrationRun run = project(source -> source.captureKept(Duration.ZERO)).start(threads);
        TriggeredWriters writers = new TriggeredWriters(server, tables, threads, 1, 5)) {
      Awaitility.await().atMost(LONG).until(() -> writers.transactions() > 300);
      writers.end();
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      String log =
          strings(
                  "SELECT table_name FROM information_schema.tables WHERE table_schema ="
                      + " 'oms_capture' AND table_name LIKE 'log%'")
              .get(0);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> strings("SELECT COUNT(*) FROM oms_capture." + log).equals(List.of("0")));
      server.execute("UPDATE " + database + ".parent SET v = v + 1");
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      assertEqual();
    }
  }

  /** Whether a trigger of that kind is there. */
  private boolean has(String schema, String table, String kind) throws SQLException {
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

  private void assertNothingIsLeft() throws SQLException {
    assertThat(
            strings(
                "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = '"
                    + database
                    + "'"))
        .isEmpty();
    assertThat(strings("SHOW DATABASES LIKE 'oms_capture'")).isEmpty();
  }

  private void assertEqual() throws SQLException {
    try (Connection connection = server.connect()) {
      for (String table : TriggeredTables.NAMES) {
        List<String> rows = TableDigest.rows(connection, database + "." + table, "*");
        assertThat(TableDigest.rows(connection, copy + "." + table, "*")).as(table).isEqualTo(rows);
        assertThat(rows).as(table).isNotEmpty();
      }
    }
  }

  private List<String> strings(String sql) throws SQLException {
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
