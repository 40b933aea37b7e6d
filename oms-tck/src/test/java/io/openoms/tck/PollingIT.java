package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.PrecheckItem.Status;
import io.openoms.oceanbase.CaptureMode;
import io.openoms.oceanbase.OceanBase;
import io.openoms.oceanbase.capture.PollLog;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Tables of OceanBase are followed by comparing them with what they were. */
class PollingIT extends TriggeredCopy {

  private static final long SEED = Seed.ofTheDay();

  /** Transactions in each part: there are some of each kind. */
  private static final int MORE = Rung.times("openoms.polling.transactions", 60, 300);

  private final DatabaseServer mysql = Servers.mysql97().shared();

  @Override
  MigrationProject project() {
    return project(PollingIT::polled);
  }

  /** So few that the engine applies what comes as one transaction in parts. */
  @Override
  int windowChanges() {
    return 20;
  }

  private static OceanBase polled(OceanBase source) {
    return source.capture(CaptureMode.POLLING).pollInterval(Duration.ofMillis(200));
  }

  /** Into MySQL, by an account that may make no triggers. */
  private MigrationProject intoMySql(OceanBase source) {
    return project(source, Accounts.anySink(mysql));
  }

  @Test
  void everyKindOfStatementArrivesAtMySql() throws Exception {
    MigrationProject project = intoMySql(polled(Accounts.polled(server)));
    try (TriggeredWriters writers = new TriggeredWriters(server, tables, threads, 3, SEED)) {
      Awaitility.await().atMost(LONG).until(() -> writers.transactions() > 50);
      try (MigrationRun run = project.start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        long before = writers.transactions();
        Awaitility.await().atMost(LONG).until(() -> writers.transactions() > before + MORE);
        assertThat(run.verification().run().inconsistent()).isEmpty();
        Awaitility.await()
            .atMost(LONG)
            .until(() -> writers.transactions() > before + MORE + MORE / 3);
        // The engine ends in the middle.
      }
      long ended = writers.transactions();
      Awaitility.await().atMost(LONG).until(() -> writers.transactions() > ended + MORE);
      writers.end();
      followToTheEnd(project);
      tables.assertEqual(server, mysql, copy);
    } finally {
      project.release();
      mysql.execute("DROP DATABASE IF EXISTS " + copy);
    }
    assertThat(strings("SHOW DATABASES LIKE 'oms_capture'")).isEmpty();
  }

  @Test
  @Thorough
  void whatChangesDefinitionsStopsByName() throws Exception {
    fill();
    assertStops(() -> "TRUNCATE TABLE " + database + ".lobs", "DDL_NOT_FOLLOWED", "lobs");
    assertStops(
        () -> "ALTER TABLE " + database + ".worded ADD COLUMN more INT",
        "DDL_NOT_FOLLOWED",
        "worded");
  }

  /** What was told once of a window is told again, whatever has become of its rows. */
  @Test
  void aWindowThatIsReadAgainIsTheSame() throws Exception {
    try (EndpointSession session =
            polled(Accounts.polled(server)).open(new EndpointOptions(database, 6, "unused"));
        Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      String parent = database + ".parent";
      String words = database + ".worded";
      statement.execute("INSERT INTO " + parent + " VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)");
      statement.execute("INSERT INTO " + words + " VALUES ('a', 1, '2024-01-01', 1)");
      List<CapturedTable> captured = captured(session, "parent", "worded", "two_keys");
      session
          .captureSetup()
          .orElseThrow()
          .establish(captured.stream().map(CapturedTable::definition).toList());
      ChangeLog log = session.changeLog().orElseThrow();
      Position start = log.enter().orElseThrow().start();
      ChangeRequest request = new ChangeRequest(start, captured, 1 << 20);
      statement.execute("DELETE FROM " + parent + " WHERE id = 1");
      statement.execute("UPDATE " + parent + " SET v = 20 WHERE id = 2");
      statement.execute("UPDATE " + parent + " SET id = 30 WHERE id = 3");
      statement.execute("UPDATE " + parent + " SET v = 44 WHERE id = 4");
      statement.execute("UPDATE " + parent + " SET v = 4 WHERE id = 4");
      statement.execute("INSERT INTO " + parent + " VALUES (6, 6), (7, 7)");
      statement.execute("UPDATE " + words + " SET w = 'A'");
      Window first = read(log, request, 1).get(0);
      statement.execute("INSERT INTO " + parent + " VALUES (1, 10)");
      statement.execute("UPDATE " + parent + " SET v = 2 WHERE id = 2");
      statement.execute("DELETE FROM " + parent + " WHERE id IN (6, 30, 5)");
      statement.execute("UPDATE " + parent + " SET v = 70 WHERE id = 7");
      statement.execute("UPDATE " + words + " SET w = 'b'");

      Window again = read(log, request, 1).get(0);

      assertThat(again).isEqualTo(first);
      // 1 and 3 go; 2 changes; 6, 7 and 30 come; 'a' goes and 'A' comes. 4 is as it was.
      assertThat(first.changes()).hasSize(8);
      assertThat(first.changes().subList(0, 3)).allMatch(one -> one.after() == null);
    }
  }

  /** As in a window that lost its spool: the row was told to the sink, so that its end counts. */
  @Test
  void aRowThatCameAndWentIsToldAgain() throws Exception {
    try (EndpointSession session =
        polled(Accounts.polled(server)).open(new EndpointOptions(database, 6, "unused"))) {
      List<CapturedTable> captured = captured(session, "parent");
      session.captureSetup().orElseThrow().establish(List.of(captured.get(0).definition()));
      ChangeLog log = session.changeLog().orElseThrow();
      ChangeRequest request =
          new ChangeRequest(log.enter().orElseThrow().start(), captured, 1 << 20);
      server.execute("INSERT INTO " + database + ".parent VALUES (1, 1)");
      Window came = read(log, request, 1).get(0);
      server.execute("DELETE FROM " + database + ".parent");

      List<Window> again = read(log, request, 2);

      assertThat(again.get(0)).isEqualTo(came);
      assertThat(again.get(1).changes())
          .extracting(RowChange::before)
          .isEqualTo(came.changes().stream().map(RowChange::after).toList());
    }
  }

  private record Window(String id, List<RowChange> changes) {}

  private List<CapturedTable> captured(EndpointSession session, String... names) {
    return Stream.of(names)
        .map(
            name -> {
              TableDefinition table =
                  session
                      .catalog()
                      .orElseThrow()
                      .table(new ObjectName(database, name))
                      .orElseThrow();
              return new CapturedTable(0, table, Optional.empty(), table.storedColumns());
            })
        .toList();
  }

  private static List<Window> read(ChangeLog log, ChangeRequest request, int windows) {
    List<Window> found = new ArrayList<>();
    List<RowChange> changes = new ArrayList<>();
    long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    try (ChangeReader reader = log.open(request)) {
      while (found.size() < windows) {
        assertThat(until - System.nanoTime()).as("time left, after %s", found).isPositive();
        ChangeEvent event = reader.next(Duration.ofMillis(100));
        if (event instanceof ChangeEvent.Changes some) {
          changes.addAll(some.changes());
        } else if (event instanceof ChangeEvent.Committed committed) {
          found.add(new Window(committed.id(), List.copyOf(changes)));
          changes.clear();
        }
      }
    }
    return found;
  }

  @Test
  void theChecksSayWhatPollingCannotDo() {
    assertThat(project().precheck().items())
        .filteredOn(item -> item.check().equals("SOURCE_CAPTURE"))
        .extracting(PrecheckItem::status)
        .containsExactly(Status.WARNING);
    try (EndpointSession session =
        Accounts.captured(server).open(new EndpointOptions(database + "_auto", 2, "unused"))) {
      assertThat(session.changeLog().orElseThrow()).isNotInstanceOf(PollLog.class);
    }
  }

  /** A spool that is lost, and an end within a window that the engine applies in parts. */
  @Test
  @Thorough
  void runsThatEndInTheMiddleAndLoseTheirSpoolGoOn() throws Exception {
    MigrationProject project = intoMySql(polled(Accounts.polled(server)));
    try (TriggeredWriters writers = new TriggeredWriters(server, tables, threads, 2, SEED)) {
      for (int i = 0; i < 8; i++) {
        try (MigrationRun run = project.start(threads)) {
          long before = writers.transactions();
          Awaitility.await()
              .atMost(LONG)
              .until(() -> run.result().isPresent() || writers.transactions() > before + 100);
          assertThat(run.result().flatMap(MigrationResult::error)).isEmpty();
        }
        if (i % 2 == 1) {
          loseSpool();
        }
      }
      writers.end();
      followToTheEnd(project);
      tables.assertEqual(server, mysql, copy);
    } finally {
      project.release();
      mysql.execute("DROP DATABASE IF EXISTS " + copy);
    }
  }

  private void loseSpool() throws IOException {
    try (Stream<Path> files = Files.walk(spool)) {
      files.filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
    }
  }
}
