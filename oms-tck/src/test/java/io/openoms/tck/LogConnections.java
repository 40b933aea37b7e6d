package io.openoms.tck;

import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.PooledConnections;
import io.openoms.jdbc.mysql.connection.FamilyProfile;
import io.openoms.jdbc.mysql.connection.SessionSettings;
import io.openoms.testkit.DatabaseServer;
import java.util.List;

/** Connections by which tests record a server's log. */
final class LogConnections {

  private LogConnections() {}

  static Connections of(DatabaseServer server) {
    ConnectionSettings settings =
        ConnectionSettings.at(server.jdbcUrl()).credentials(server.user(), server.password());
    return new PooledConnections(
        settings, "recording", 3, FamilyProfile.of(List.of(), SessionSettings.with(List.of())));
  }
}
