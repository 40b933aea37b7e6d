package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.PrecheckItem;
import io.openoms.RunState;
import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A position and the log that it is read on from: the same, or a stop by name. */
class LogIdentityIT {

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String FOREIGN = "aaaaaaaa-0000-0000-0000-000000000001:1-5";

  private final String database = TestedPair.newName("identity");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  @TempDir Path spool;

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void gtidsThatAreAdoptedAndGivenUpBetweenRunsLoseAndDoubleNothing() throws Exception {
    DatabaseServer from = Servers.mysql97().withServerDefaults().shared();
    DatabaseServer to = Servers.oceanBase().shared();
    create(from);
    try {
      runUntilCaughtUp(from, to);
      change(from, 1);
      adopt(from);
      // The server does not send transactions without GTIDs then, and says so.
      MigrationException unread = catchUp(from, to).error().orElseThrow();
      assertThat(unread.code().name()).isEqualTo("LOG_UNREADABLE");
      assertThat(unread).hasMessageContaining("SET GLOBAL gtid_mode = ON_PERMISSIVE");
      from.execute("SET GLOBAL gtid_mode = ON_PERMISSIVE");
      change(from, 2);
      runUntilCaughtUp(from, to);
      from.execute("SET GLOBAL gtid_mode = ON");
      change(from, 3);
      runUntilCaughtUp(from, to);
      change(from, 4);
      // A new file tells all GTIDs before it: from there on they are known.
      from.execute("FLUSH BINARY LOGS");
      change(from, 5);
      runUntilCaughtUp(from, to);
      assertEqual(from, to);
      assertThat(applied(to)).contains(" gtids=");
      change(from, 6);
      runUntilCaughtUp(from, to);
      giveUp(from);
      change(from, 7);
      runUntilCaughtUp(from, to);
      assertEqual(from, to);
      assertThat(applied(to)).doesNotContain(" gtids=");
    } finally {
      giveUp(from);
      from.execute("DROP DATABASE " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  @Test
  void theSameHoldsWithinARun() throws Exception {
    DatabaseServer from = Servers.mysql97().withServerDefaults().shared();
    DatabaseServer to = Servers.oceanBase().shared();
    create(from);
    try {
      try (MigrationRun run = Pairs.following(database, from, to, spool, i -> {}).start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        change(from, 1);
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        adopt(from);
        change(from, 2);
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        giveUp(from);
        change(from, 3);
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        assertEqual(from, to);
        adopt(from);
        change(from, 4);
      }
      runUntilCaughtUp(from, to);
      assertEqual(from, to);
      // A stream that is asked for by GTIDs meets transactions that have none.
      try (MigrationRun run = Pairs.following(database, from, to, spool, i -> {}).start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        giveUp(from);
        change(from, 5);
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        assertEqual(from, to);
      }
    } finally {
      giveUp(from);
      from.execute("DROP DATABASE " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  static Stream<ServerSpec> named() {
    return Stream.of(Servers.mysql97(), Servers.mariaDb());
  }

  /** A replica that lagged when it took over, or a source that was restored. */
  @ParameterizedTest
  @MethodSource("named")
  void aServerThatLacksWhatWasReadIsRefused(ServerSpec spec) throws Exception {
    DatabaseServer server = spec.shared();
    create(server);
    try (LogTail tail = tail(server)) {
      List<CapturedTable> tables = tail.tables(database, "t");
      server.execute("INSERT INTO " + database + ".t VALUES (100, 100)");
      assertThat(tail.read(tables)).hasSize(1);
      String more = server.version().contains("MariaDB") ? "7-8-9" : FOREIGN;
      tail.from(new Position(tail.start().text().replace("gtids=", "gtids=" + more + ",")));

      assertStops(tail, tables, "TRANSACTIONS_LOST", more);
    } finally {
      server.execute("DROP DATABASE " + database);
    }
  }

  static Stream<ServerSpec> all() {
    return Stream.concat(named(), Stream.of(Servers.mysql97().withServerDefaults()));
  }

  /** The statements are the same again, so that the place is one where events begin. */
  @ParameterizedTest
  @MethodSource("all")
  void aLogThatWasBegunAnewIsRefusedThoughItsFileHasTheSameName(ServerSpec spec) throws Exception {
    DatabaseServer server = spec.shared();
    reset(server);
    create(server);
    Position position;
    try (LogTail tail = tail(server)) {
      server.execute("INSERT INTO " + database + ".t VALUES (100, 100)");
      assertThat(tail.changes(tail.table(database, "t"))).hasSize(1);
      position = tail.start();
    }
    server.execute("DROP DATABASE " + database);
    long second = second(server);
    Awaitility.await().atMost(Duration.ofMinutes(4)).until(() -> second(server) > second);
    reset(server);
    create(server);
    try (LogTail tail = tail(server)) {
      server.execute(
          "INSERT INTO " + database + ".t VALUES (100, 100)",
          "INSERT INTO " + database + ".t VALUES (101, 101)");
      tail.from(position);

      assertStops(tail, tail.tables(database, "t"), "LOG_REPLACED", "begun anew");
    } finally {
      server.execute("DROP DATABASE " + database);
    }
  }

  /** With gtid_strict_mode=OFF, MariaDB's default, numbers may go back. */
  @Test
  void aNumberThatDoesNotGrowIsAStopAndNotCaughtUp() throws Exception {
    DatabaseServer server = Servers.mariaDb().shared();
    create(server);
    assertThat(warned(server)).isEmpty();
    server.execute("SET GLOBAL gtid_strict_mode = OFF");
    assertThat(warned(server)).singleElement().asString().contains("may go back");
    try (LogTail tail = tail(server)) {
      List<CapturedTable> tables = tail.tables(database, "t");
      numbered(server, 20, 100);
      assertThat(tail.read(tables)).hasSize(1);
      Position reached = tail.start();
      numbered(server, 5, 101);

      assertThat(tail.log().covers(reached, tail.log().current().orElseThrow())).isFalse();
      assertStops(tail, tables, "", "77-1-");
    } finally {
      numbered(server, 30, 102);
      server.execute("SET GLOBAL gtid_strict_mode = ON", "DROP DATABASE " + database);
    }
  }

  private List<String> warned(DatabaseServer from) {
    DatabaseServer to = Servers.oceanBase().shared();
    return Pairs.following(database, from, to, spool, i -> {}).precheck().items().stream()
        .filter(item -> item.subject().equals("gtid_strict_mode"))
        .filter(item -> item.status() == PrecheckItem.Status.WARNING)
        .map(PrecheckItem::cause)
        .toList();
  }

  private void numbered(DatabaseServer server, int number, int id) {
    server.execute(
        "SET SESSION gtid_domain_id = 77",
        "SET SESSION gtid_seq_no = " + number,
        "INSERT INTO " + database + ".t VALUES (" + id + ", " + id + ")");
  }

  private static void assertStops(
      LogTail tail, List<CapturedTable> tables, String code, String text) {
    MigrationException stop =
        catchThrowableOfType(MigrationException.class, () -> tail.read(tables));
    assertThat(stop.code().name()).contains(code);
    assertThat(stop).hasMessageContaining(text);
    assertThat(stop.isRetryable()).isFalse();
  }

  private void create(DatabaseServer server) {
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v INT)",
        "CREATE TABLE " + database + ".k (v INT)",
        "INSERT INTO " + database + ".t VALUES (1, 0), (2, 0)",
        "INSERT INTO " + database + ".k VALUES (0), (0)");
  }

  private void change(DatabaseServer server, int step) {
    server.execute(
        "UPDATE " + database + ".t SET v = " + step + " WHERE id = 1",
        "INSERT INTO " + database + ".t VALUES (" + (10 + step) + ", " + step + ")",
        "INSERT INTO " + database + ".k VALUES (" + step + ")",
        "INSERT INTO " + database + ".k VALUES (7)");
  }

  private static void adopt(DatabaseServer server) {
    server.execute(
        "SET GLOBAL enforce_gtid_consistency = ON",
        "SET GLOBAL gtid_mode = OFF_PERMISSIVE",
        "SET GLOBAL gtid_mode = ON_PERMISSIVE",
        "SET GLOBAL gtid_mode = ON");
  }

  private static void giveUp(DatabaseServer server) {
    List<String> modes = List.of("OFF", "OFF_PERMISSIVE", "ON_PERMISSIVE", "ON");
    for (int i = modes.indexOf(ask(server, "SELECT @@GLOBAL.gtid_mode")) - 1; i >= 0; i--) {
      server.execute("SET GLOBAL gtid_mode = " + modes.get(i));
    }
  }

  private static void reset(DatabaseServer server) {
    server.execute(
        server.version().contains("MariaDB") ? "RESET MASTER" : "RESET BINARY LOGS AND GTIDS");
  }

  private void runUntilCaughtUp(DatabaseServer from, DatabaseServer to) throws Exception {
    MigrationResult result = catchUp(from, to);
    assertThat(result.error()).isEmpty();
    assertThat(result.state()).isEqualTo(RunState.COMPLETED);
  }

  private MigrationResult catchUp(DatabaseServer from, DatabaseServer to) throws Exception {
    return TestedPair.run(Pairs.following(database, from, to, spool, i -> i.untilCaughtUp()));
  }

  private void assertEqual(DatabaseServer from, DatabaseServer to) throws Exception {
    assertThat(rows(to, "t", "id, v")).isEqualTo(rows(from, "t", "id, v"));
    assertThat(rows(to, "k", "v")).isEqualTo(rows(from, "k", "v"));
  }

  private List<String> rows(DatabaseServer server, String table, String columns) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT CONCAT_WS(',', "
                    + columns
                    + ") FROM "
                    + database
                    + "."
                    + table
                    + " ORDER BY "
                    + columns)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private String applied(DatabaseServer to) {
    return ask(to, "SELECT position FROM oms_state.`apply` WHERE project = '" + database + "'");
  }

  private static long second(DatabaseServer server) {
    return Long.parseLong(ask(server, "SELECT UNIX_TIMESTAMP()"));
  }

  private static String ask(DatabaseServer server, String sql) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static LogTail tail(DatabaseServer server) {
    return new LogTail(MySql.at(server.jdbcUrl()).credentials(server.user(), server.password()));
  }
}
