package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Changes of every kind arrive through triggers. */
class TriggerCaptureIT extends TriggeredCopy {

  /** Transactions while it only follows: there are some of each kind. */
  private static final int MORE = Rung.times("openoms.trigger.transactions", 50, 400);

  @Test
  void everyKindOfStatementArrives() throws Exception {
    try (TriggeredWriters writers =
            new TriggeredWriters(server, tables, threads, 3, Seed.ofTheDay());
        Connection held = server.connect();
        Statement open = held.createStatement()) {
      Awaitility.await().atMost(LONG).until(() -> writers.transactions() > MORE / 2);
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
        Awaitility.await().atMost(LONG).until(() -> writers.transactions() > before + MORE);
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

  /** The kernel lets only an account that may write read with a locking clause. */
  @Test
  void rowsThatDifferAreLookedUpByAnAccountThatOnlyReads() throws Exception {
    fill();
    try (MigrationRun run = project().start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      server.execute("UPDATE " + copy + ".parent SET v = 99 WHERE id = 1");

      assertThat(run.verification().run().inconsistent())
          .singleElement()
          .satisfies(
              table -> {
                assertThat(table.error()).isEmpty();
                assertThat(table.different()).isEqualTo(1);
              });
    }
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

  @Test
  @Thorough
  void runsThatEndInTheMiddleAndSessionsThatAreKilledLoseNothing() throws Exception {
    try (TriggeredWriters writers =
        new TriggeredWriters(server, tables, threads, 2, Seed.ofTheDay())) {
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
}
