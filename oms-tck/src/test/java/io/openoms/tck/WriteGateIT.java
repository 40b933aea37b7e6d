package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.mysql.MySql;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.WriteGate;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A frozen server: who may write, what of open transactions becomes, how it is as before. */
class WriteGateIT {

  private static final String APPLICATION = "gate_app";
  private static final String LIMITED = "gate_limited";

  private final String database = TestedPair.newName("gate");

  @AfterEach
  void thaw() {
    Servers.mysql97()
        .shared()
        .execute(
            "SET GLOBAL super_read_only = 0",
            "SET GLOBAL read_only = 0",
            "DROP DATABASE IF EXISTS " + database);
    Servers.oceanBase()
        .shared()
        .execute("SET GLOBAL read_only = 0", "DROP DATABASE IF EXISTS " + database);
  }

  private void create(DatabaseServer server) {
    SwitchAccounts.make(server);
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)",
        "DROP USER IF EXISTS " + APPLICATION,
        "CREATE USER " + APPLICATION,
        "GRANT ALL ON " + database + ".* TO " + APPLICATION);
  }

  private static EndpointSession session(DatabaseServer server) {
    return SwitchAccounts.end(server).open(new EndpointOptions("gate", 3, "oms_state"));
  }

  private static WriteGate gate(EndpointSession session) {
    return session.writeGate().orElseThrow();
  }

  private void insert(Connection connection, int id) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.executeUpdate("INSERT INTO " + database + ".t VALUES (" + id + ")");
    }
  }

  private static Connection application(DatabaseServer server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), APPLICATION, "");
  }

  private long rows(DatabaseServer server) throws SQLException {
    try (Connection connection = server.connect();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery("SELECT COUNT(*) FROM " + database + ".t")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static long uptime(DatabaseServer server) throws SQLException {
    try (Connection connection = server.connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("SHOW GLOBAL STATUS LIKE 'Uptime'")) {
      row.next();
      return row.getLong(2);
    }
  }

  @Test
  void mySqlLetsNoOpenTransactionCommitAndThenOurOwnWritesAlone() throws Exception {
    DatabaseServer server = Servers.mysql97().shared();
    create(server);
    try (EndpointSession session = session(server);
        Connection application = application(server);
        Connection root = server.connect()) {
      application.setAutoCommit(false);
      insert(application, 1);
      String before = gate(session).look();
      gate(session).freeze(true);
      assertThatThrownBy(application::commit).hasMessageContaining("read-only");
      application.rollback();
      assertThatThrownBy(() -> insert(application, 2)).hasMessageContaining("read-only");
      assertThatThrownBy(() -> insert(root, 3)).as("also root").hasMessageContaining("read-only");
      assertThat(rows(server)).isZero();
      assertThat(gate(session).passOwn()).isTrue();
      insert(root, 4);
      assertThatThrownBy(() -> insert(application, 5)).hasMessageContaining("read-only");
      gate(session).thaw(before);
      insert(application, 6);
      application.commit();
      assertThat(gate(session).look()).isEqualTo(before);
      assertThat(rows(server)).isEqualTo(2);
    }
  }

  @Test
  void aPreparedTransactionKeepsMySqlFromBeingFrozen() throws Exception {
    DatabaseServer server = Servers.mysql97().shared();
    create(server);
    try (EndpointSession session = session(server);
        Connection root = server.connect();
        Statement sql = root.createStatement()) {
      sql.execute("XA START 'gate'");
      insert(root, 1);
      sql.execute("XA END 'gate'");
      sql.execute("XA PREPARE 'gate'");
      try {
        assertThatThrownBy(() -> gate(session).freeze(true))
            .isInstanceOfSatisfying(
                MigrationException.class,
                error -> assertThat(error.code()).isEqualTo(JdbcError.COMMITS_HELD));
        assertThat(gate(session).look()).as("nothing half-frozen").isEqualTo("0,0");
      } finally {
        sql.execute("XA ROLLBACK 'gate'");
      }
    }
  }

  /** Without a limit every write of the server would wait for a day. */
  @ParameterizedTest
  @MethodSource("ofMySqlFamily")
  void lockedTablesKeepItFromBeingFrozenForAShortTimeOnly(ServerSpec spec) throws Exception {
    DatabaseServer server = spec.shared();
    create(server);
    try (EndpointSession session = session(server);
        Connection application = application(server);
        Connection locker = application(server);
        Statement lock = locker.createStatement()) {
      String before = gate(session).look();
      lock.execute("LOCK TABLES " + database + ".t WRITE");
      assertThatThrownBy(() -> gate(session).freeze(true))
          .isInstanceOfSatisfying(
              MigrationException.class,
              error -> assertThat(error.code()).isEqualTo(JdbcError.FREEZE_HELD));
      assertThat(gate(session).look()).as("nothing half-frozen").isEqualTo(before);
      insert(locker, 1);
      lock.execute("UNLOCK TABLES");
      insert(application, 2);
      gate(session).freeze(true);
      assertThatThrownBy(() -> insert(application, 3)).hasMessageContaining("read-only");
      gate(session).thaw(before);
      insert(application, 4);
      assertThat(rows(server)).isEqualTo(3);
    } finally {
      server.execute("SET GLOBAL read_only = 0", "DROP DATABASE IF EXISTS " + database);
    }
  }

  /** A server that forgets that it was frozen may have taken writes, whatever it says later. */
  @ParameterizedTest
  @MethodSource("ofMySqlFamily")
  void aServerThatWasStartedAnewTellsThatItsFreezeIsGone(ServerSpec spec) throws Exception {
    try (DatabaseServer server = spec.start()) {
      create(server);
      Optional<String> held;
      try (EndpointSession session = session(server)) {
        WriteGate gate = gate(session);
        assertThat(gate.holds(true)).as("not frozen yet").isEmpty();
        gate.freeze(true);
        held = gate.holds(true);
        assertThat(held).isPresent();
        for (int i = 0; i < 200; i++) {
          assertThat(gate.holds(true)).as("the same, whenever it is asked").isEqualTo(held);
        }
        server.execute("SET GLOBAL read_only = 0");
        assertThat(gate.holds(true)).as("somebody has opened it").isEmpty();
        gate.freeze(true);
        // A start is told by its second.
        Awaitility.await().atMost(Duration.ofMinutes(4)).until(() -> uptime(server) > 0);
        server.restart();
      }
      try (EndpointSession session = session(server)) {
        WriteGate gate = gate(session);
        assertThat(gate.holds(true)).as("it has forgotten").isEmpty();
        gate.freeze(true);
        assertThat(gate.holds(true)).as("frozen again").isPresent().isNotEqualTo(held);
      }
    }
  }

  static Stream<ServerSpec> ofMySqlFamily() {
    return Stream.of(Servers.mysql97(), Servers.mariaDb());
  }

  @Test
  void anAccountThatIsNotExemptOpensTheGateForAll() throws Exception {
    DatabaseServer server = Servers.mysql97().shared();
    create(server);
    server.execute(
        "DROP USER IF EXISTS " + LIMITED,
        "CREATE USER " + LIMITED,
        "GRANT SELECT, CREATE, SYSTEM_VARIABLES_ADMIN, XA_RECOVER_ADMIN ON *.* TO " + LIMITED);
    try (EndpointSession session =
            MySql.at(server.jdbcUrl())
                .credentials(LIMITED, "")
                .open(new EndpointOptions("gate", 3, "oms_state"));
        Connection application = application(server)) {
      gate(session).freeze(true);
      assertThat(gate(session).passOwn()).isFalse();
      insert(application, 1);
      assertThat(rows(server)).isEqualTo(1);
    }
  }

  @Test
  void oceanBaseWaitsForOpenTransactionsAndRefusesAllOthers() throws Exception {
    DatabaseServer server = Servers.oceanBase().shared();
    create(server);
    try (EndpointSession session = session(server);
        Connection open = application(server);
        Connection application = application(server)) {
      open.setAutoCommit(false);
      insert(open, 1);
      String before = gate(session).look();
      CompletableFuture<Void> frozen =
          CompletableFuture.runAsync(() -> gate(session).freeze(false));
      while (gate(session).look().equals(before)) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThatThrownBy(() -> insert(application, 2)).hasMessageContaining("read-only");
      assertThat(frozen).as("a transaction is open").isNotDone();
      open.commit();
      frozen.get(2, TimeUnit.MINUTES);
      assertThat(rows(server)).isEqualTo(1);
      gate(session).thaw(before);
      insert(application, 3);
      assertThat(rows(server)).isEqualTo(2);
    }
  }
}
