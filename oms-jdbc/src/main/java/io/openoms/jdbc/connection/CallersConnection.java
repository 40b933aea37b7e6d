package io.openoms.jdbc.connection;

import io.openoms.jdbc.session.SessionPins;
import io.openoms.jdbc.session.SessionValues;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state in which a connection of the caller's data source was borrowed: it is given back in
 * that state. One thread.
 */
final class CallersConnection {

  private final boolean autoCommit;
  private final int networkTimeout;
  private final @Nullable String catalog;
  private Optional<SessionValues> variables = Optional.empty();

  /** Keeps the state of a connection, before anything of it is changed. */
  CallersConnection(Connection connection) throws SQLException {
    this.autoCommit = connection.getAutoCommit();
    this.networkTimeout = connection.getNetworkTimeout();
    this.catalog = connection.getCatalog();
  }

  /** Its session had those variables; empty when they are not known. */
  void had(Optional<SessionValues> before) {
    variables = before;
  }

  /**
   * Gives the connection its state back. Blocks.
   *
   * @throws SQLException when that is not possible
   */
  void restore(Connection connection, SessionPins pins) throws SQLException {
    SessionValues before =
        variables.orElseThrow(() -> new SQLException("its session's variables are not known"));
    if (!Objects.equals(catalog, connection.getCatalog())) {
      connection.setCatalog(catalog);
    }
    pins.restore(connection, before);
    if (connection.getAutoCommit() != autoCommit) {
      connection.setAutoCommit(autoCommit);
    }
    if (connection.getNetworkTimeout() != networkTimeout) {
      connection.setNetworkTimeout(Runnable::run, networkTimeout);
    }
    connection.clearWarnings();
  }
}
