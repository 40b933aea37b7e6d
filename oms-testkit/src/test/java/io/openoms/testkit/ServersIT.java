package io.openoms.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.testkit.junit.Thorough;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind starts, says who it is, keeps its data through a SIGKILL, and is closed to other
 * machines.
 */
@Thorough
class ServersIT {
  static List<Arguments> kinds() {
    return Stream.of(
            Arguments.of("OceanBase seekdb-v1.4.0", Servers.oceanBase()),
            Arguments.of("9.7.", Servers.mysql97()),
            Arguments.of("8.0.33", Servers.mysql80()),
            Arguments.of("5.6.14", Servers.mysql56()),
            Arguments.of("11.4.5-MariaDB", Servers.mariaDb()),
            Arguments.of("PostgreSQL 14.20", Servers.postgreSql14()),
            Arguments.of("PostgreSQL 16.11", Servers.postgreSql16()),
            Arguments.of("PostgreSQL 18.1", Servers.postgreSql18()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void startsAndKeepsItsDataThroughKill(String version, ServerSpec spec) throws Exception {
    try (DatabaseServer server = spec.start()) {
      assertThat(server.version()).contains(version);
      String database = server.createDatabase("kit");
      assertAnswersThisMachineAlone(server);
      server.executeIn(
          database, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1), (2), (41)");
      int port = server.port();

      server.kill();
      assertThat(server.isRunning()).isFalse();
      server.restart();

      assertThat(server.isRunning()).isTrue();
      assertThat(server.port()).isEqualTo(port);
      try (Connection connection = server.connect(database);
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT SUM(id) FROM t")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(44);
      }
      assertAnswersThisMachineAlone(server);
    }
  }

  /** The administrator has no password. */
  private static void assertAnswersThisMachineAlone(DatabaseServer server) throws Exception {
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (!address.isLoopbackAddress() && address instanceof Inet4Address) {
          String url = server.jdbcUrl().replace("127.0.0.1", address.getHostAddress());
          assertThatThrownBy(() -> DriverManager.getConnection(url, server.user(), "").close())
              .as("%s", url)
              .isInstanceOf(SQLException.class);
        }
      }
    }
  }
}
