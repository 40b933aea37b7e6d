package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import java.util.List;
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

  private LogTail begin(DatabaseServer server) {
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v VARCHAR(20))");
    return new LogTail(MySql.at(server.jdbcUrl()).credentials(server.user(), server.password()));
  }
}
