package io.openoms.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class LinkProxyIT {
  @Test
  void cutBreaksConnectionsAndRestoreLetsNewOnesThrough() throws Exception {
    DatabaseServer server = Servers.mysql97().shared();
    LeakCheck leaks = new LeakCheck();
    try (LinkProxy proxy = new LinkProxy(server.port())) {
      String url = "jdbc:mysql://127.0.0.1:" + proxy.port() + "/";
      try (Connection connection = DriverManager.getConnection(url, "root", "");
          Statement statement = connection.createStatement()) {
        assertThat(statement.execute("SELECT 1")).isTrue();
        proxy.cut();
        assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
      }
      assertThatThrownBy(() -> DriverManager.getConnection(url, "root", ""))
          .isInstanceOf(SQLException.class);

      proxy.restore();
      try (Connection connection = DriverManager.getConnection(url, "root", "")) {
        assertThat(connection.isValid(5)).isTrue();
        proxy.hang();
        assertThat(connection.isValid(1)).isFalse();
      }
    }
    leaks.assertNoNewThreads();
  }
}
