package io.openoms.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.junit.Thorough;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What is of PostgreSQL's own: how it stops, its log's level, its hostile settings. */
@Thorough
class PostgreSqlServersIT {

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void logsLogicalChangesUnlessItHasItsOwnDefaults() throws Exception {
    try (DatabaseServer server = Servers.postgreSql18().start();
        DatabaseServer plain = Servers.postgreSql14().withServerDefaults().start();
        Connection ours = server.connect();
        Connection its = plain.connect()) {
      assertThat(ask(ours, "SHOW wal_level")).isEqualTo("logical");
      assertThat(ask(its, "SHOW wal_level")).isEqualTo("replica");

      server.stop(); // though a client is connected
      assertThat(server.isRunning()).isFalse();
      server.restart();

      assertThat(server.isRunning()).isTrue();
    }
  }

  @Test
  void beginsEverySessionWithHostileSettings() throws Exception {
    try (DatabaseServer server = Servers.postgreSql16().hostile().start();
        Connection usual = server.connect();
        Connection plain = DriverManager.getConnection(server.jdbcUrl(), server.user(), "")) {
      assertThat(ask(usual, "SHOW DateStyle")).isEqualTo("ISO, MDY");
      assertThat(ask(usual, "SHOW statement_timeout")).isEqualTo("0");
      assertThat(ask(plain, "SHOW bytea_output")).isEqualTo("escape");
      assertThat(ask(plain, "SHOW statement_timeout")).isEqualTo("300ms");
    }
  }
}
