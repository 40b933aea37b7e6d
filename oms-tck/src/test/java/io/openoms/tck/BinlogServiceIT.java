package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.PrecheckItem.Status;
import io.openoms.oceanbase.CaptureMode;
import io.openoms.oceanbase.OceanBase;
import io.openoms.oceanbase.capture.TriggerLog;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.Servers;
import io.openoms.testkit.binlog.BinlogStandIn;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Changes of the kernel arrive by a log that is behind it. A MySQL stands in for the Binlog
 * Service: each transaction of the kernel is written to it later, in the order of the commits.
 */
class BinlogServiceIT extends TriggeredCopy {

  private static final int KILLS = Integer.getInteger("openoms.kills", 15);

  private final DatabaseServer log = Servers.mysql97().shared();
  private EndpointSession followed;
  private BinlogStandIn service;

  @BeforeEach
  void begin() {
    OceanBase capturer = Accounts.captured(server);
    try (EndpointSession marks =
        capturer
            .capture(CaptureMode.BINLOG_SERVICE)
            .open(new EndpointOptions(database, 2, "unused"))) {
      // The stand-in must know the table of marks before it begins.
      marks.captureSetup().orElseThrow().establish(List.of());
    }
    server.execute(writers(), "INSERT INTO " + database + ".writer VALUES ('other', 1)");
    createAtLog();
    // By another account: the kernel (seekdb 1.4.0) refuses the account whose triggers fire.
    followed =
        OceanBase.at(server.jdbcUrl())
            .credentials(server.user(), server.password())
            .capture(CaptureMode.TRIGGERS)
            .open(new EndpointOptions(database + "_service", 6, "unused"));
    service = standIn();
  }

  private BinlogStandIn standIn() {
    List<ObjectName> names = new ArrayList<>(List.of(new ObjectName("oms_capture", "marker")));
    names.add(new ObjectName(database, "writer"));
    TriggeredTables.NAMES.forEach(name -> names.add(new ObjectName(database, name)));
    return new BinlogStandIn(followed, log, names, threads);
  }

  /** As the bookkeeping's, as far as marks are concerned. */
  private String writers() {
    return "CREATE TABLE "
        + database
        + ".writer (project VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY"
        + " KEY, epoch BIGINT NOT NULL)";
  }

  /** The same tables, but rows come in the order of the capture and cascades as rows. */
  private void createAtLog() {
    tables.create(log);
    log.execute(
        "ALTER TABLE " + database + ".child DROP FOREIGN KEY child_ibfk_1",
        "ALTER TABLE " + database + ".grandchild DROP FOREIGN KEY grandchild_ibfk_1",
        "ALTER TABLE " + database + ".two_keys DROP KEY a, DROP KEY b",
        writers(),
        "INSERT INTO " + database + ".writer VALUES ('other', 1)",
        "CREATE DATABASE oms_capture",
        "CREATE TABLE oms_capture.marker (project VARCHAR(128) CHARACTER SET utf8mb4 COLLATE"
            + " utf8mb4_bin NOT NULL PRIMARY KEY, mark VARCHAR(36) CHARACTER SET utf8mb4 COLLATE"
            + " utf8mb4_bin NOT NULL)",
        "INSERT INTO oms_capture.marker VALUES ('" + database + "', '')");
  }

  @AfterEach
  void endService() {
    try {
      service.close();
    } finally {
      followed.close();
      log.execute("DROP DATABASE IF EXISTS " + database, "DROP DATABASE IF EXISTS oms_capture");
    }
  }

  @Override
  MigrationProject project() {
    return project(source -> source.binlogService(there()));
  }

  private OceanBase there() {
    return OceanBase.at(log.jdbcUrl()).credentials(log.user(), log.password());
  }

  @Test
  @Thorough
  void everyKindOfStatementArrives() throws Exception {
    try (TriggeredWriters writers =
            new TriggeredWriters(server, tables, threads, 3, Seed.ofTheDay());
        MigrationRun run = project().start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      long before = writers.transactions();
      Awaitility.await().atMost(LONG).until(() -> writers.transactions() > before + 200);
      assertThat(run.verification().run().inconsistent()).isEmpty();
      writers.end();

      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();

      assertEqual();
      run.finishIncremental();
      assertThat(run.await().error()).isEmpty();
    }
  }

  /** Seeded by {@code -Dopenoms.seed}; as often as {@code -Dopenoms.kills} says. */
  @Test
  @Thorough
  void killsCutsAndRestartsLoseNothing() throws Exception {
    Random random = new Random(Seed.ofTheDay());
    try (DatabaseServer sink = Servers.mysql80().start();
        LinkProxy tenant = new LinkProxy(server.port());
        LinkProxy behind = new LinkProxy(log.port());
        LinkProxy target = new LinkProxy(sink.port())) {
      MigrationProject project =
          project(
              Accounts.captured(server, url(tenant))
                  .binlogService(OceanBase.at(url(behind)).credentials(log.user(), log.password())),
              Accounts.anySink(sink, url(target)));
      try (TriggeredWriters writers =
          new TriggeredWriters(server, tables, threads, 2, random.nextLong())) {
        for (int i = 0; i < KILLS; i++) {
          try (MigrationRun run = project.start(threads)) {
            awaitMore(writers, run);
            strike(random, List.of(tenant, behind, target), sink);
            awaitMore(writers, run);
            assertThat(run.result().flatMap(MigrationResult::error).filter(e -> !e.isRetryable()))
                .as("kill %d", i)
                .isEmpty();
          }
        }
        writers.end();
        followToTheEnd(project);
      }
      tables.assertEqual(server, sink, copy);
      project.release();
    }
  }

  private static void awaitMore(TriggeredWriters writers, MigrationRun run) {
    long before = writers.transactions();
    Awaitility.await()
        .atMost(LONG)
        .until(() -> run.result().isPresent() || writers.transactions() > before + 40);
  }

  private void strike(Random random, List<LinkProxy> links, DatabaseServer sink)
      throws InterruptedException {
    switch (random.nextInt(6)) {
      case 0, 1, 2 -> {
        LinkProxy link = links.get(random.nextInt(links.size()));
        link.cut();
        Thread.sleep(random.nextInt(1_000));
        link.restore();
      }
      case 3 -> sink.restart();
      case 4 -> {
        service.hold();
        Thread.sleep(random.nextInt(1_000));
        service.goOn();
      }
      default -> Thread.sleep(random.nextInt(1_000));
    }
  }

  private static String url(LinkProxy link) {
    return "jdbc:mysql://127.0.0.1:" + link.port() + "/";
  }

  @Test
  @Thorough
  void aLogThatIsBehindIsWaitedFor() throws Exception {
    fill();
    try (MigrationRun run = project().start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      service.hold();
      server.execute(
          "INSERT INTO " + database + ".parent VALUES (77, 1)",
          "UPDATE " + database + ".parent SET id = 2 WHERE id = 1",
          "REPLACE INTO " + database + ".two_keys (id, a, b, v) VALUES (2, 1, 2, 'y')",
          "DELETE FROM " + database + ".lobs",
          "INSERT INTO " + database + ".lobs VALUES (2, 'ä', x'00ff', '{\"b\": 1.0, \"a\": []}')");

      assertThat(run.awaitCaughtUp(Duration.ofSeconds(3))).isFalse();
      service.goOn();

      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      assertEqual();
      run.finishIncremental();
      assertThat(run.await().error()).isEmpty();
    }
  }

  @Thorough
  @Test
  void aDefinitionIsChangedAtItsPlace() throws Exception {
    fill();
    String change = "ALTER TABLE " + database + ".parent ADD COLUMN note VARCHAR(20)";
    try (MigrationRun run = project().start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      // The stand-in converts no definitions: the test writes this one to both.
      service.close();
      server.execute(change);
      log.execute(change);
      service = standIn();
      server.execute(
          "INSERT INTO " + database + ".parent (id, v, note) VALUES (90, 1, 'later')",
          "UPDATE " + database + ".parent SET note = 'before' WHERE id = 1");

      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      assertEqual();
      run.finishIncremental();
      assertThat(run.await().error()).isEmpty();
    }
  }

  @Test
  void aPositionIsThatOfTheTenantNotThatOfTheLog() throws Exception {
    try (EndpointSession session =
        Accounts.captured(server)
            .binlogService(there())
            .open(new EndpointOptions(database, 4, "unused"))) {
      service.hold();
      server.execute("INSERT INTO " + database + ".parent VALUES (78, 1)");
      Position behind = session.changeLog().orElseThrow().visible().orElseThrow();
      CompletableFuture<Position> reached =
          CompletableFuture.supplyAsync(
              () -> session.changeLog().orElseThrow().current().orElseThrow(), threads);

      assertThatThrownBy(() -> reached.get(1, TimeUnit.SECONDS)).hasMessage(null);
      service.goOn();

      Position now = reached.get(1, TimeUnit.MINUTES);
      assertThat(session.changeLog().orElseThrow().covers(now, behind)).isTrue();
      assertThat(session.changeLog().orElseThrow().covers(behind, now)).isFalse();
    }
  }

  @Thorough
  @Test
  void whatAnotherProjectWritesWithItsMarkIsLeftOut() throws Exception {
    EndpointOptions options = new EndpointOptions(database, 4, database, Optional.of("other"));
    try (EndpointSession session = Accounts.captured(server).binlogService(there()).open(options);
        Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      ChangeLog changes = session.changeLog().orElseThrow();
      Position start = changes.current().orElseThrow();
      connection.setAutoCommit(false);
      statement.execute("UPDATE " + database + ".writer SET epoch = 2 WHERE project = 'other'");
      statement.execute("INSERT INTO " + database + ".parent VALUES (80, 1)");
      connection.commit();
      statement.execute("INSERT INTO " + database + ".parent VALUES (81, 1)");
      connection.commit();
      Position end = changes.current().orElseThrow();

      assertThat(keys(session, start, end)).containsExactly("81");
    }
  }

  private List<String> keys(EndpointSession session, Position start, Position end) {
    TableDefinition table =
        session.catalog().orElseThrow().table(new ObjectName(database, "parent")).orElseThrow();
    ChangeRequest request =
        new ChangeRequest(
            start,
            List.of(new CapturedTable(0, table, Optional.empty(), table.columns())),
            1 << 20);
    List<String> keys = new ArrayList<>();
    ChangeLog changes = session.changeLog().orElseThrow();
    try (ChangeReader reader = changes.open(request)) {
      while (!changes.covers(reader.position(), end)) {
        if (reader.next(Duration.ofMillis(100)) instanceof ChangeEvent.Changes event) {
          event.changes().forEach(change -> keys.add(key(change.after())));
        }
      }
    }
    return keys;
  }

  private static String key(RowImage row) {
    return new String(row.data(), row.offset(0), row.length(0), StandardCharsets.US_ASCII);
  }

  @Test
  void theChecksSayWhatIsReadAndWhatItMayLack() {
    assertThat(project().precheck().items())
        .filteredOn(item -> item.check().equals("SOURCE_CAPTURE"))
        .extracting(PrecheckItem::status, PrecheckItem::subject)
        .containsExactly(
            tuple(Status.PASSED, "Binlog Service"),
            tuple(Status.WARNING, "binlog_ignore_unsupported_event"));
  }

  @Test
  void aServerThatSaysItHasALogAndHasNoneIsRefused() {
    assertThat(project(source -> source.capture(CaptureMode.BINLOG_SERVICE)).precheck().items())
        .filteredOn(item -> item.check().equals("SOURCE_CAPTURE"))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.status()).isEqualTo(Status.FAILED);
              assertThat(item.cause()).contains("whatever log_bin says");
            });
    try (EndpointSession session =
        Accounts.captured(server).open(new EndpointOptions(database + "_auto", 2, "unused"))) {
      assertThat(session.changeLog().orElseThrow()).isInstanceOf(TriggerLog.class);
    }
  }
}
