package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.Position;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a log cannot tell exactly stops its reader by name; what does not matter passes. */
class LogStopsIT {

  private final String database = TestedPair.newName("stops");

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB"})
  void statementsOnCapturedTablesStopByNameAndOthersPass(ServerType type) {
    DatabaseServer server = type.get().shared();
    try (LogTail tail = begin(server)) {
      CapturedTable table = tail.table(database, "t");
      List<String> passing =
          List.of(
              "CREATE TABLE IF NOT EXISTS t (id INT)",
              "CREATE TABLE other (id INT PRIMARY KEY) COMMENT 't'",
              "ALTER TABLE other ADD n INT",
              "CREATE VIEW seen AS SELECT * FROM t",
              "DROP VIEW seen",
              "RENAME TABLE other TO another",
              "TRUNCATE TABLE another",
              "DROP TABLE another",
              "ANALYZE TABLE t",
              "INSERT INTO t VALUES (1, 'x')");
      for (String sql : passing) {
        server.execute("USE " + database, sql);
      }
      assertThat(tail.changes(table)).hasSize(1);
      List<String> stopping =
          List.of(
              "ALTER TABLE t ADD n INT",
              "CREATE INDEX by_v ON t (v)",
              "TRUNCATE t",
              "RENAME TABLE t TO u",
              "RENAME TABLE u TO `t`",
              "SET SESSION binlog_format = 'STATEMENT'; UPDATE t SET v = 'y'",
              "DROP TABLE IF EXISTS nothing, `" + database + "`.t",
              "CREATE TABLE t (id INT PRIMARY KEY, v TEXT)",
              "DROP DATABASE " + database);
      for (String sql : stopping) {
        String last = sql.substring(sql.indexOf(';') + 1).strip();
        Position start = tail.start();
        server.execute(("USE " + database + ";" + sql).split(";", -1));
        MigrationException stop =
            catchThrowableOfType(MigrationException.class, () -> tail.read(List.of(table)));
        assertThat(stop).as(sql).isNotNull();
        String code = sql.startsWith("SET") ? "STATEMENT_NOT_FOLLOWED" : "DDL_NOT_FOLLOWED";
        assertThat(stop.code().name()).isEqualTo(code);
        assertThat(stop).hasMessageContaining(last.split(" ", -1)[0]);
        assertThat(stop.context().position()).isPresent();
        assertThat(stop.isRetryable()).isFalse();
        assertThat(tail.start()).isEqualTo(start);
        tail.here();
      }
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB"})
  void statementsAreReadAsTheirSessionsMeantThem(ServerType type) throws Exception {
    DatabaseServer server = type.get().shared();
    boolean mariaDb = type == ServerType.MARIADB;
    try (LogTail tail = begin(server)) {
      server.execute(
          "USE " + database,
          "CREATE TABLE `Ã¤` (id INT PRIMARY KEY)",
          "CREATE TABLE other (id INT PRIMARY KEY)",
          "CREATE TRIGGER copies AFTER INSERT ON other FOR EACH ROW INSERT INTO t (id) VALUES (NEW.id)");
      List<CapturedTable> tables = tail.tables(database, "t", "Ã¤");
      tail.here();
      // A trigger's rows are in the log like others.
      server.execute(
          "USE " + database,
          "INSERT INTO other VALUES (1)",
          "SET NAMES latin1",
          "CREATE TABLE `ß` (id INT) COMMENT 'é'",
          "SET SESSION sql_mode = 'ANSI_QUOTES'",
          "ALTER TABLE \"ß\" ADD \"t\" INT",
          "DROP TABLE \"ß\"");
      assertThat(tail.read(tables)).hasSize(1);
      List<String> stopping =
          List.of(
              // The bytes of an a with two dots, which are two characters to such a session.
              "SET NAMES latin1; ALTER TABLE `ä` ADD n INT",
              "SET SESSION sql_mode = 'ANSI_QUOTES'; ALTER TABLE \"t\" ADD n INT",
              "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'; ALTER TABLE t COMMENT = 'a\\'",
              "SET SESSION binlog_format = 'STATEMENT'; INSERT INTO other VALUES (2)",
              mariaDb
                  ? "SET STATEMENT lock_wait_timeout = 9 FOR ALTER TABLE t ADD o INT"
                  : "/*! ALTER */ TABLE t ADD o INT",
              mariaDb
                  ? "SET SESSION binlog_format = 'STATEMENT'; SET STATEMENT lock_wait_timeout = 9"
                      + " FOR UPDATE t SET v = 'z'"
                  : "SET SESSION binlog_format = 'STATEMENT'; UPDATE t SET v = 'z'");
      for (String sql : stopping) {
        server.execute(("USE " + database + ";" + sql).split(";", -1));
        MigrationException stop =
            catchThrowableOfType(MigrationException.class, () -> tail.read(tables));
        assertThat(stop).as(sql).isNotNull();
        assertThat(stop.code().name()).as(sql).endsWith("_NOT_FOLLOWED");
        tail.here();
      }
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MYSQL_80", "MARIADB"})
  void aChangeOfDefinitionsIsATransactionOfTheStream(ServerType type) {
    DatabaseServer server = type.get().shared();
    try (LogTail tail = begin(server)) {
      server.execute("CREATE TABLE " + database + ".u (id INT PRIMARY KEY)");
      tail.here();
      List<CapturedTable> tables = tail.tables(database, "t", "u");
      server.execute("USE " + database, "INSERT INTO t VALUES (1, 'x')", "DROP TABLE t, u");
      try (ChangeReader reader = tail.open(tables)) {
        untilCommitted(reader);
        Position before = reader.position();
        ChangeEvent.Begun begun = (ChangeEvent.Begun) next(reader);
        ChangeEvent.SchemaChanged change = (ChangeEvent.SchemaChanged) next(reader);
        assertThat(change.position()).isEqualTo(before).isEqualTo(reader.position());
        assertThat(change.objects())
            .extracting(ChangedObject::name)
            .containsExactlyInAnyOrder(
                new ObjectName(database, "t"), new ObjectName(database, "u"));
        assertThat(change.objects())
            .allMatch(object -> object.kind() == ChangedObject.Kind.UNKNOWN);
        assertThat(change.statement().orElseThrow().database()).isEqualTo(database);
        assertThat(change.statement().orElseThrow().text()).contains("DROP TABLE");
        ChangeEvent.Committed committed = (ChangeEvent.Committed) next(reader);
        assertThat(committed.id()).isEqualTo(begun.id());
        assertThat(committed.committedAt()).isEqualTo(change.at());
        assertThat(tail.log().includes(before, begun.id())).isFalse();
        assertThat(tail.log().includes(reader.position(), begun.id())).isTrue();
        tail.from(reader.position());
        assertThat(tail.read(tables)).isEmpty();
      }
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private static void untilCommitted(ChangeReader reader) {
    ChangeEvent event = next(reader);
    while (!(event instanceof ChangeEvent.Committed)) {
      event = next(reader);
    }
  }

  private static ChangeEvent next(ChangeReader reader) {
    ChangeEvent event = reader.next(Duration.ofSeconds(1));
    while (event instanceof ChangeEvent.Idle) {
      event = reader.next(Duration.ofSeconds(1));
    }
    return event;
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MARIADB"})
  void aPurgedLogIsNamedAndCannotBeRetried(ServerType type) {
    try (DatabaseServer server = type.get().start();
        LogTail tail = begin(server)) {
      CapturedTable table = tail.table(database, "t");
      Position start = tail.start();
      server.execute("INSERT INTO " + database + ".t VALUES (1, 'x')", "FLUSH BINARY LOGS");
      tail.here();
      String file = tail.start().text().replaceAll(".*file=(\\S+) .*", "$1");
      server.execute("INSERT INTO " + database + ".t VALUES (2, 'x')");
      assertThat(tail.changes(table)).hasSize(1);
      purge(server, file);
      tail.from(start);
      MigrationException stop =
          catchThrowableOfType(MigrationException.class, () -> tail.read(List.of(table)));
      assertThat(stop.code().name()).isEqualTo("LOG_PURGED");
      assertThat(stop.isRetryable()).isFalse();
      assertThat(stop).hasMessageContaining("begin anew");
    }
  }

  /** A file is kept while its server has not noticed yet that its reader is gone. */
  private static void purge(DatabaseServer server, String to) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              server.execute("PURGE BINARY LOGS TO '" + to + "'");
              return firstLog(server).equals(to);
            });
  }

  private static String firstLog(DatabaseServer server) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97"})
  void aReaderThatWaitsIsClosedAtOnceAndALostServerIsRetryable(ServerType type) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (DatabaseServer server = type.get().start();
        LogTail tail = begin(server)) {
      List<CapturedTable> tables = tail.tables(database, "t");
      ChangeReader reader = tail.open(tables);
      Future<Throwable> ended = threads.submit(() -> endOf(reader));
      Thread.sleep(500);
      long began = System.nanoTime();
      reader.close();
      reader.close();
      assertThat(ended.get(5, TimeUnit.SECONDS)).hasMessageContaining("CONNECTION_CLOSED");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));

      ChangeReader lost = tail.open(tables);
      Future<Throwable> killed = threads.submit(() -> endOf(lost));
      server.kill();
      assertThat(killed.get(10, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              MigrationException.class, e -> assertThat(e.isRetryable()).isTrue());
      server.restart();
      server.execute("INSERT INTO " + database + ".t VALUES (1, 'x')");
      tail.from(lost.position());
      assertThat(tail.changes(tables.get(0))).hasSize(1);
      tail.from(new Position("sequence/1 7"));
      assertThatThrownBy(() -> tail.read(tables)).hasMessageContaining("LOG_POSITION_INVALID");
    } finally {
      threads.shutdownNow();
    }
  }

  private static Throwable endOf(ChangeReader reader) {
    try {
      while (true) {
        reader.next(Duration.ofSeconds(1));
      }
    } catch (MigrationException e) {
      return e;
    }
  }

  private LogTail begin(DatabaseServer server) {
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v VARCHAR(20))");
    return new LogTail(MySql.at(server.jdbcUrl()).credentials(server.user(), server.password()));
  }
}
