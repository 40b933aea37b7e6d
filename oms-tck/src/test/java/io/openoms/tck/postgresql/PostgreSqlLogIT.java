package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.ConflictPolicy;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.PrecheckScope;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The log of PostgreSQL by itself: what it tells, what it refuses, and where it begins and ends.
 */
class PostgreSqlLogIT {

  private final DatabaseServer server = Servers.postgreSql16().hostile().shared();
  private final String schema = "log_" + UUID.randomUUID().toString().substring(0, 8);
  private final String slots = "SELECT count(*) FROM pg_replication_slots";
  private OpenLog log;

  @BeforeEach
  void begin() {
    server.execute("CREATE SCHEMA " + schema);
    execute(
        "CREATE TABLE a (id int PRIMARY KEY, v text)",
        "CREATE TABLE b (id int PRIMARY KEY, v text)",
        "CREATE TABLE parts (id int PRIMARY KEY, v text) PARTITION BY RANGE (id)",
        "CREATE TABLE low PARTITION OF parts FOR VALUES FROM (0) TO (10)",
        "CREATE TABLE high PARTITION OF parts FOR VALUES FROM (10) TO (20)");
    log = new OpenLog(server, schema);
  }

  @AfterEach
  void end() {
    log.close();
    server.execute("DROP SCHEMA " + schema + " CASCADE");
  }

  private void execute(String... sql) {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      for (String one : sql) {
        statement.execute(one);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", sql), e);
    }
  }

  private Connection open() throws SQLException {
    Connection connection = server.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema);
    }
    return connection;
  }

  private String ask(String sql) {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static List<RowChange.Kind> kinds(List<ChangeEvent> events) {
    List<RowChange.Kind> kinds = new ArrayList<>();
    for (ChangeEvent event : events) {
      if (event instanceof ChangeEvent.Changes changes) {
        changes.changes().forEach(change -> kinds.add(change.kind()));
      }
    }
    return kinds;
  }

  @Test
  void aReaderResumesAfterEachTransaction() {
    Position start = log.establish("a", "parts");
    execute(
        "INSERT INTO a VALUES (1, 'x')",
        "UPDATE a SET id = 2",
        "INSERT INTO parts VALUES (1, 'low')",
        "UPDATE parts SET id = 11",
        "DELETE FROM a");
    List<Position> positions = new ArrayList<>(List.of(start));
    List<ChangeEvent> all = new ArrayList<>();
    try (ChangeReader reader = log.read(start, "a", "parts")) {
      while (positions.size() < 6) {
        all.add(OpenLog.first(reader, ChangeEvent.class));
        if (all.get(all.size() - 1) instanceof ChangeEvent.Committed end) {
          assertThat(log.log().includes(reader.position(), end.id())).isTrue();
          assertThat(log.log().includes(positions.get(positions.size() - 1), end.id())).isFalse();
          positions.add(reader.position());
        }
      }
    }
    List<RowChange.Kind> kinds = kinds(all);
    assertThat(kinds)
        .containsExactly(
            RowChange.Kind.INSERT,
            RowChange.Kind.UPDATE,
            RowChange.Kind.INSERT,
            RowChange.Kind.DELETE,
            RowChange.Kind.INSERT,
            RowChange.Kind.DELETE);
    for (int i = 0; i < positions.size(); i++) {
      try (ChangeReader reader = log.read(positions.get(i), "a", "parts")) {
        // A moved row is two changes.
        int done = i < 4 ? i : i + 1;
        assertThat(kinds(log.events(reader))).isEqualTo(kinds.subList(done, kinds.size()));
      }
    }
  }

  @Test
  void aTruncateIsToldAlsoOfAPartition() {
    Position start = log.establish("a", "parts");
    execute("INSERT INTO parts VALUES (1, 'x')", "TRUNCATE low");
    try (ChangeReader reader = log.read(start, "a", "parts")) {
      ChangeEvent.SchemaChanged change = OpenLog.first(reader, ChangeEvent.SchemaChanged.class);
      assertThat(change.objects().get(0).kind()).isEqualTo(ChangedObject.Kind.EMPTIED);
      assertThat(change.objects().get(0).name()).isEqualTo(new ObjectName(schema, "parts"));
      assertThat(change.statement().orElseThrow().text()).contains("TRUNCATE").contains("low");
    }
  }

  @Test
  void aChangedDefinitionIsToldBeforeItsFirstRow() {
    Position start = log.establish("a");
    execute("INSERT INTO a VALUES (1, 'x')", "ALTER TABLE a ADD c int", "UPDATE a SET v = 'y'");
    execute("UPDATE a SET v = 'z'", "ALTER TABLE a DROP c");
    try (ChangeReader reader = log.read(start, "a")) {
      ChangeEvent.Changes changes = OpenLog.first(reader, ChangeEvent.Changes.class);
      assertThat(changes.changes().get(0).kind()).isEqualTo(RowChange.Kind.INSERT);
      assertThat(OpenLog.first(reader, ChangeEvent.SchemaChanged.class).objects().get(0).kind())
          .isEqualTo(ChangedObject.Kind.ALTERED);
      assertThatThrownBy(() -> log.events(reader)).hasMessageContaining("TABLE_CHANGED");
    }
  }

  @Test
  void aTableWithAnotherNameIsToldByItsOwn() {
    Position start = log.establish("b");
    execute(
        "ALTER TABLE b RENAME TO c", "INSERT INTO c VALUES (1, 'x')", "ALTER TABLE c RENAME TO b");
    try (ChangeReader reader = log.read(start, "b")) {
      assertThat(OpenLog.first(reader, ChangeEvent.SchemaChanged.class).objects().get(0).name())
          .isEqualTo(new ObjectName(schema, "b"));
    }
  }

  @Test
  void aTableWithoutIdentityIsRefusedBeforeAnythingIsMade() {
    execute("CREATE TABLE bare (v int)", "INSERT INTO bare VALUES (1)");
    ObjectName bare = new ObjectName(schema, "bare");
    Map<ObjectName, String> faults =
        log.log().unfollowable(List.of(new ObjectName(schema, "a"), bare));
    assertThat(faults).containsOnlyKeys(bare);
    assertThat(faults.get(bare)).contains("REPLICA IDENTITY FULL");
    assertThatThrownBy(() -> log.establish("a", "bare"))
        .hasMessageContaining("IDENTITY_UNFIT")
        .hasMessageContaining("bare");
    assertThat(ask(slots)).isEqualTo("0");
    assertThat(ask("SELECT count(*) FROM pg_publication")).isEqualTo("0");
    execute("UPDATE bare SET v = 2");
    execute("ALTER TABLE bare REPLICA IDENTITY FULL");
    assertThat(log.log().unfollowable(List.of(bare))).isEmpty();
  }

  @Test
  void aSlotThatIsGoneOrAheadIsAStop() {
    Position start = log.establish("a");
    execute("INSERT INTO a VALUES (1, 'x')");
    execute(
        "SELECT pg_replication_slot_advance(slot_name, pg_current_wal_insert_lsn())"
            + " FROM pg_replication_slots");
    assertThatThrownBy(() -> log.read(start, "a")).hasMessageContaining("SLOT_AHEAD");
    execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
    assertThatThrownBy(() -> log.read(start, "a")).hasMessageContaining("SLOT_MISSING");
    log.establish("a");
    assertThatThrownBy(() -> log.read(start, "a")).hasMessageContaining("SLOT_AHEAD");
  }

  @Test
  void aPositionOfAnotherLogIsAStop() {
    String[] parts = log.establish("a").text().split(" ", -1);
    Position timeline = new Position(parts[0] + " " + parts[1] + " 7 " + parts[3]);
    Position cluster = new Position(parts[0] + " 1 " + parts[2] + " " + parts[3]);
    Position later = new Position(parts[0] + " " + parts[1] + " " + parts[2] + " FFFF/0");
    for (Position other : List.of(timeline, cluster, later)) {
      assertThatThrownBy(() -> log.read(other, "a")).hasMessageContaining("LOG_REPLACED");
    }
  }

  @Test
  void aTableThatWasOutOfThePublicationIsRefusedFromBefore() {
    Position start = log.establish("a", "b");
    String name = ask("SELECT pubname FROM pg_publication");
    execute("ALTER PUBLICATION " + name + " DROP TABLE b", "INSERT INTO b VALUES (1, 'lost')");
    assertThatThrownBy(() -> log.read(start, "a", "b")).hasMessageContaining("CHANGES_NOT_LOGGED");
    Position again = log.establish("a", "b");
    assertThatThrownBy(() -> log.read(start, "a", "b")).hasMessageContaining("CHANGES_NOT_LOGGED");
    execute("INSERT INTO b VALUES (2, 'told')");
    try (ChangeReader reader = log.read(again, "a", "b")) {
      assertThat(kinds(log.events(reader))).containsExactly(RowChange.Kind.INSERT);
    }
  }

  @Test
  void aPartitionThatIsDroppedIsAStop() {
    Position start = log.establish("parts");
    try (ChangeReader reader = log.read(start, "parts")) {
      execute("CREATE TABLE more PARTITION OF parts FOR VALUES FROM (20) TO (30)");
      execute("INSERT INTO parts VALUES (21, 'x')");
      assertThat(OpenLog.first(reader, ChangeEvent.Changes.class).table().name())
          .isEqualTo("parts");
      execute("DROP TABLE low");
      assertThatThrownBy(() -> OpenLog.first(reader, ChangeEvent.Changes.class))
          .hasMessageContaining("TABLE_CHANGED");
    }
  }

  /** The log does not hold the rows that it brings along. */
  @Test
  void aTableThatIsAttachedAsAPartitionIsAStop() {
    execute(
        "CREATE TABLE early (id int PRIMARY KEY, v text)",
        "ALTER TABLE parts ATTACH PARTITION early FOR VALUES FROM (30) TO (40)",
        "CREATE TABLE filled (id int PRIMARY KEY, v text)",
        "INSERT INTO filled VALUES (21, 'x')");
    Position start = log.establish("parts");
    try (ChangeReader reader = log.read(start, "parts")) {
      execute("INSERT INTO parts VALUES (31, 'x')");
      OpenLog.first(reader, ChangeEvent.Changes.class);
      execute("ALTER TABLE parts ATTACH PARTITION filled FOR VALUES FROM (20) TO (30)");
      assertThatThrownBy(() -> OpenLog.first(reader, ChangeEvent.Changes.class))
          .hasMessageContaining("TABLE_CHANGED")
          .hasMessageContaining("attached");
    }
  }

  @Test
  void onlyWhatIsConfirmedIsGivenUpAlsoWhileOthersWrite() {
    Position start = log.establish("a");
    String confirmed = "SELECT confirmed_flush_lsn FROM pg_replication_slots";
    String before = ask(confirmed);
    String neighbour = server.createDatabase("neighbour");
    server.executeIn(
        neighbour, "CREATE TABLE t AS SELECT repeat('x', 500) FROM generate_series(1, 2000)");
    try (ChangeReader reader = log.read(start, "a")) {
      assertThat(log.events(reader)).isEmpty();
      // Long enough for the reader to tell the server how far it has read.
      for (int i = 0; i < 12; i++) {
        reader.next(Duration.ofMillis(500));
      }
      assertThat(ask(confirmed)).isEqualTo(before);
      Position reached = reader.position();
      reader.confirm(reached);
      String wanted = reached.text().substring(reached.text().lastIndexOf(' ') + 1);
      assertThat(eventually(confirmed, wanted)).isEqualTo(wanted);
      assertThat(reader.next(Duration.ofMillis(300))).isInstanceOf(ChangeEvent.Idle.class);
    } finally {
      server.execute("DROP DATABASE " + neighbour + " WITH (FORCE)");
    }
  }

  private String eventually(String sql, String wanted) {
    for (int i = 0; i < 50 && !ask(sql).equals(wanted); i++) {
      ask("SELECT pg_sleep(0.1)");
    }
    return ask(sql);
  }

  @Test
  void aTransactionThatIsOpenIsWaitedFor() throws Exception {
    log.establish("a");
    try (Connection writer = open();
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN");
      statement.execute("INSERT INTO b VALUES (1, 'before')");
      CompletableFuture<Position> joined =
          CompletableFuture.supplyAsync(() -> log.establish("a", "b"));
      assertThatThrownBy(() -> joined.get(2, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      statement.execute("INSERT INTO b VALUES (2, 'after')");
      statement.execute("COMMIT");
      Position start = joined.get(2, TimeUnit.MINUTES);
      statement.execute("INSERT INTO b VALUES (3, 'told')");
      try (ChangeReader reader = log.read(start, "a", "b")) {
        assertThat(kinds(log.events(reader))).containsExactly(RowChange.Kind.INSERT);
      }
    }
  }

  @Test
  void anIdleTransactionHoldsNoWatermarkUp() throws Exception {
    Position start = log.establish("a");
    try (Connection writer = open();
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN");
      statement.execute("INSERT INTO a VALUES (1, 'x')");
      Position low =
          CompletableFuture.supplyAsync(() -> log.log().visible().orElseThrow())
              .get(2, TimeUnit.MINUTES);
      statement.execute("COMMIT");
      assertThat(log.log().covers(low, start)).isTrue();
      try (ChangeReader reader = log.read(low, "a")) {
        assertThat(kinds(log.events(reader))).containsExactly(RowChange.Kind.INSERT);
      }
    }
  }

  @Test
  void aCommitThatNobodySeesYetHoldsTheLowWatermarkUp() throws Exception {
    log.establish("a");
    execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()");
    CompletableFuture<Void> writer;
    CompletableFuture<Position> low;
    try {
      ask("SELECT pg_sleep(0.5)");
      writer = CompletableFuture.runAsync(() -> execute("INSERT INTO a VALUES (1, 'x')"));
      String waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
      assertThat(eventually(waits, "1")).isEqualTo("1");
      assertThat(ask("SELECT count(*) FROM a")).isEqualTo("0");
      low = CompletableFuture.supplyAsync(() -> log.log().visible().orElseThrow());
      assertThatThrownBy(() -> low.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    } finally {
      execute("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
    }
    assertThat(low.get(2, TimeUnit.MINUTES)).isNotNull();
    assertThat(ask("SELECT count(*) FROM a")).isEqualTo("1");
    writer.get(2, TimeUnit.MINUTES);
  }

  @Test
  void aServerWithItsOwnDefaultsIsRefusedByThePrecheck() {
    assertThat(failures(server)).isEmpty();
    DatabaseServer plain = Servers.postgreSql14().withServerDefaults().shared();
    assertThat(failures(plain))
        .singleElement()
        .satisfies(item -> assertThat(item.advice()).contains("wal_level = logical"));
    try (OpenLog other = new OpenLog(plain, "public")) {
      assertThatThrownBy(other::establish).hasMessageContaining("LOG_NOT_LOGICAL");
    }
  }

  private static List<PrecheckItem> failures(DatabaseServer checked) {
    PrecheckScope scope =
        new PrecheckScope(
            Set.of(Phase.INCREMENTAL), Map.of(), ConflictPolicy.STOP, "unused", false, false, "");
    try (EndpointSession session =
        PostgreSqlPair.endpoint(checked).open(new EndpointOptions("check", 2, "unused"))) {
      return session.prechecks(EndpointUse.SOURCE).stream()
          .flatMap(check -> check.run(scope).stream())
          .filter(item -> item.check().equals("SOURCE_LOG"))
          .filter(item -> item.status() == PrecheckItem.Status.FAILED)
          .toList();
    }
  }
}
