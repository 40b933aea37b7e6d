package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stream of a log: what cuts it, what refuses it, what changes beneath it. */
class LogLinkIT {

  private static final Duration WAIT = Duration.ofSeconds(1);

  private final String database = TestedPair.newName("link");

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB"})
  void smallFilesAndChecksumsThatComeAndGoAreReadOn(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    try (LogTail tail = begin(server)) {
      CapturedTable table = tail.table(database, "t");
      Position start = tail.start();
      server.execute("SET GLOBAL max_binlog_size = 4096", "FLUSH BINARY LOGS");
      for (int i = 1; i <= 40; i++) {
        server.execute(insert(i, "REPEAT('x', 500)"));
        if (i % 10 == 0) {
          String checksum = i % 20 == 0 ? "CRC32" : "NONE";
          server.execute("SET GLOBAL binlog_checksum = " + checksum, "FLUSH BINARY LOGS");
        }
      }
      assertThat(tail.changes(table)).hasSize(40);
      assertThat(tail.changes(table)).isEmpty();
      tail.from(start);
      List<Position> positions = tail.positions(List.of(table));
      assertThat(positions).hasSize(40);
      for (int i = 5; i < 40; i += 10) {
        tail.from(positions.get(i));
        assertThat(tail.changes(table)).as("after %s", positions.get(i)).hasSize(39 - i);
      }
    } finally {
      server.execute(
          "SET GLOBAL max_binlog_size = DEFAULT",
          "SET GLOBAL binlog_checksum = CRC32",
          "DROP DATABASE IF EXISTS " + database);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MARIADB"})
  void aStreamThatTheServerKillsIsLostAndGoesOnFromItsPosition(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    try (LogTail tail = begin(server)) {
      List<CapturedTable> tables = tail.tables(database, "t");
      try (ChangeReader reader = tail.open(tables)) {
        server.execute(insert(1, "'a'"));
        untilCommitted(reader);
        long dump = dump(server);
        server.execute("KILL " + dump, insert(2, "'b'"));
        MigrationException stop = stopOf(reader);
        assertThat(stop.code().name()).isEqualTo("CONNECTION_LOST");
        assertThat(stop.isRetryable()).isTrue();
        tail.from(reader.position());
        assertThat(tail.read(tables)).hasSize(1);
      }
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** MySQL tells readers by a UUID, which is always another one; MariaDB by the number. */
  @Test
  void anotherReaderOfTheSameNumberEndsThisOneByName() throws Exception {
    DatabaseServer server = Servers.mariaDb().shared();
    try (LogTail tail = begin(server, 4_711);
        LogTail other =
            new LogTail(
                MySql.at(server.jdbcUrl())
                    .credentials(server.user(), server.password())
                    .serverId(4_711))) {
      List<CapturedTable> tables = tail.tables(database, "t");
      try (ChangeReader first = tail.open(tables);
          ChangeReader second = other.open(tables)) {
        second.next(WAIT);
        MigrationException stop = stopOf(first);
        assertThat(stop.code().name()).isEqualTo("CONNECTION_LOST");
        server.execute(insert(1, "'a'"));
        untilCommitted(second);
      }
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MARIADB"})
  void anAccountThatMayNotReadTheLogIsNamed(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    String user = database;
    try (LogTail all = begin(server)) {
      String look = type == ServerType.MARIADB ? "BINLOG MONITOR" : "REPLICATION CLIENT";
      server.execute(
          "CREATE USER " + user + " IDENTIFIED BY 'Secret-1'",
          "GRANT SELECT ON " + database + ".* TO " + user,
          "GRANT " + look + " ON *.* TO " + user);
      MySql account = MySql.at(server.jdbcUrl()).credentials(user, "Secret-1");
      try (LogTail tail = new LogTail(account)) {
        MigrationException stop =
            catchThrowableOfType(
                MigrationException.class, () -> tail.read(tail.tables(database, "t")));
        assertThat(stop.code().name()).isEqualTo("ACCESS_DENIED");
        assertThat(stop.isRetryable()).isFalse();
        assertThat(stop).hasMessageNotContaining("Secret-1");
      }
      MigrationException wrong =
          catchThrowableOfType(
              MigrationException.class,
              () -> new LogTail(MySql.at(server.jdbcUrl()).credentials(user, "Secret-2")));
      assertThat(wrong.code().name()).isEqualTo("ACCESS_DENIED");
      assertThat(wrong).hasMessageNotContaining("Secret-2");
      assertThat(all.start().text()).startsWith("binlog/1 ");
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + database, "DROP USER IF EXISTS " + user);
    }
  }

  @Test
  void aCompressedConnectionIsRefusedByName() throws Exception {
    DatabaseServer server = Servers.mysql80().shared();
    MySql compressing =
        MySql.at(server.jdbcUrl())
            .credentials(server.user(), server.password())
            .property("useCompression", "true");
    try (LogTail made = begin(server);
        LogTail tail = new LogTail(compressing)) {
      MigrationException stop =
          catchThrowableOfType(
              MigrationException.class, () -> tail.read(tail.tables(database, "t")));
      assertThat(stop).hasMessageContaining("useCompression");
      assertThat(made.start()).isNotNull();
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  @Test
  void aReaderIsClosedWhileTheServerHangs() throws Exception {
    DatabaseServer server = Servers.mysql80().shared();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (LogTail tail = begin(server)) {
      ChangeReader reader = tail.open(tail.tables(database, "t"));
      reader.next(WAIT);
      String process = ask(server, "SELECT LOAD_FILE(@@pid_file)").strip();
      signal("STOP", process);
      try {
        Future<MigrationException> ended = threads.submit(() -> stopOf(reader));
        Thread.sleep(300);
        long began = System.nanoTime();
        reader.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        assertThat(ended.get(2, TimeUnit.MINUTES).code().name()).isEqualTo("CONNECTION_CLOSED");
      } finally {
        signal("CONT", process);
      }
    } finally {
      threads.shutdownNow();
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** A server whose clock goes back and forth; times are the source's own. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MARIADB"})
  void timesOfAClockThatJumpsAreTold(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    // The log has whole seconds.
    Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (LogTail tail = begin(server)) {
      server.execute(
          "SET TIMESTAMP = 86400",
          insert(1, "'past'"),
          "SET TIMESTAMP = 2147483000",
          insert(2, "'future'"),
          "SET TIMESTAMP = DEFAULT",
          insert(3, "'now'"));
      List<Instant> times =
          tail.read(tail.tables(database, "t")).stream().map(LogTail.Told::committedAt).toList();
      assertThat(times).hasSize(3);
      // MySQL tells the moment of the commit beside it, which a session cannot set.
      if (type == ServerType.MARIADB) {
        assertThat(times.get(0)).isEqualTo(Instant.ofEpochSecond(86_400));
        assertThat(times.get(1)).isEqualTo(Instant.ofEpochSecond(2_147_483_000L));
        times = times.subList(2, 3);
      }
      assertThat(times)
          .allSatisfy(at -> assertThat(at).isBetween(began, Instant.now().plusSeconds(1)));
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** The position of one server at another one. */
  @Test
  void anotherServersLogGoesOnByGtidsAndIsRefusedWithoutThem() throws Exception {
    try (DatabaseServer replica = Servers.mysql97().option("--server-id=2").start()) {
      DatabaseServer primary = Servers.mysql97().shared();
      // What other tests did before is of no use there.
      replica.execute(
          "RESET BINARY LOGS AND GTIDS",
          "SET GLOBAL gtid_purged = '" + ask(primary, "SELECT @@GLOBAL.gtid_executed") + "'");
      try (LogTail tail = begin(primary)) {
        primary.execute(insert(1, "'a'"));
        List<CapturedTable> tables = tail.tables(database, "t");
        assertThat(tail.read(tables)).hasSize(1);
        primary.execute(insert(2, "'b'"));
        replica.execute(
            "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT="
                + primary.port()
                + ", SOURCE_USER='root', SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1",
            "START REPLICA",
            "DO WAIT_FOR_EXECUTED_GTID_SET('"
                + ask(primary, "SELECT @@GLOBAL.gtid_executed")
                + "', 60)",
            "STOP REPLICA",
            insert(3, "'c'"));
        try (LogTail there =
            new LogTail(
                MySql.at(replica.jdbcUrl()).credentials(replica.user(), replica.password()))) {
          there.from(tail.start());
          assertThat(there.read(tables)).hasSize(2);
        }
      } finally {
        primary.execute("DROP DATABASE IF EXISTS " + database);
      }
    }
    DatabaseServer plain = Servers.mysql97().withServerDefaults().shared();
    try (LogTail tail = begin(plain)) {
      String text = tail.start().text();
      assertThat(text).contains(" server=");
      tail.from(
          new Position(text.replaceAll("server=.*", "server=" + java.util.UUID.randomUUID())));
      MigrationException stop =
          catchThrowableOfType(
              MigrationException.class, () -> tail.read(tail.tables(database, "t")));
      assertThat(stop.code().name()).isEqualTo("LOG_POSITION_INVALID");
      assertThat(stop).hasMessageContaining("gtid_mode=ON");
    } finally {
      plain.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** Its rows stand at another place there; before, some of the old place would have been read. */
  @Thorough
  @Test
  void aTwoPhaseTransactionIsCommittedAtAReplicaThatTookOver() throws Exception {
    ServerSpec logging = Servers.mariaDb().option("--log-slave-updates");
    try (DatabaseServer primary = logging.option("--server-id=31").start();
        DatabaseServer replica = logging.option("--server-id=32").start()) {
      primary.execute(
          "CREATE USER repl IDENTIFIED BY ''", "GRANT REPLICATION SLAVE ON *.* TO repl");
      // Of the same events, its log would have the same places.
      replica.execute(
          "RESET MASTER",
          "FLUSH BINARY LOGS",
          "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT="
              + primary.port()
              + ", MASTER_USER='repl', MASTER_USE_GTID=slave_pos, MASTER_SSL=0",
          "START SLAVE");
      try (LogTail tail = begin(primary)) {
        List<CapturedTable> tables = tail.tables(database, "t");
        primary.executeIn(
            database,
            "XA START 'a', 'b'",
            "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
            "XA END 'a', 'b'",
            "XA PREPARE 'a', 'b'");
        primary.execute(insert(3, "'c'"));
        assertThat(tail.read(tables)).hasSize(1);
        assertThat(tail.start().text()).contains(" prepared=");
        replica.execute(
            "DO MASTER_GTID_WAIT('" + ask(primary, "SELECT @@GLOBAL.gtid_binlog_pos") + "', 60)",
            "STOP SLAVE",
            insert(4, "'d'"),
            "XA COMMIT 'a', 'b'",
            insert(5, "'e'"));
        try (LogTail there =
            new LogTail(
                MySql.at(replica.jdbcUrl()).credentials(replica.user(), replica.password()))) {
          there.from(tail.start());
          List<LogTail.Told> told = there.read(tables);
          assertThat(told.stream().map(one -> one.changes().size())).containsExactly(1, 2, 1);
          assertThat(there.start().text()).doesNotContain(" prepared=");
        }
      }
    }
  }

  /** Without names of transactions its rows stand at a place of one server. */
  @Test
  void aTwoPhaseTransactionOfAnotherServersLogIsRefused() throws Exception {
    DatabaseServer server = Servers.mysql97().withServerDefaults().shared();
    try (LogTail tail = begin(server)) {
      List<CapturedTable> tables = tail.tables(database, "t");
      server.executeIn(
          database,
          "XA START 'x'",
          "INSERT INTO t VALUES (1, 'a')",
          "XA END 'x'",
          "XA PREPARE 'x'");
      assertThat(tail.read(tables)).isEmpty();
      Position own = tail.start();
      server.execute("XA COMMIT 'x'");
      tail.from(new Position(own.text().replaceFirst("(@[^ ]*/)[^/ ]+ ", "$1elsewhere ")));

      MigrationException stop =
          catchThrowableOfType(MigrationException.class, () -> tail.read(tables));

      assertThat(stop.code().name()).isEqualTo("TRANSACTION_UNKNOWN");
      assertThat(stop).hasMessageContaining("the log of server elsewhere");
      tail.from(own);
      assertThat(tail.read(tables)).hasSize(1);
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private String insert(int id, String value) {
    return "INSERT INTO " + database + ".t VALUES (" + id + ", " + value + ")";
  }

  private static void untilCommitted(ChangeReader reader) {
    ChangeEvent event = reader.next(WAIT);
    while (!(event instanceof ChangeEvent.Committed)) {
      event = reader.next(WAIT);
    }
  }

  private static MigrationException stopOf(ChangeReader reader) {
    return catchThrowableOfType(
        MigrationException.class,
        () -> {
          while (true) {
            reader.next(WAIT);
          }
        });
  }

  private static long dump(DatabaseServer server) throws Exception {
    return Long.parseLong(
        ask(
            server,
            "SELECT MAX(id) FROM information_schema.processlist WHERE command LIKE 'Binlog"
                + " Dump%'"));
  }

  private static String ask(DatabaseServer server, String sql) throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void signal(String name, String process) throws Exception {
    new ProcessBuilder("kill", "-" + name, process).inheritIO().start().waitFor();
  }

  private LogTail begin(DatabaseServer server) {
    return begin(server, 1_234_567);
  }

  private LogTail begin(DatabaseServer server, long serverId) {
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v VARCHAR(600))");
    return new LogTail(
        MySql.at(server.jdbcUrl())
            .credentials(server.user(), server.password())
            .serverId(serverId));
  }
}
