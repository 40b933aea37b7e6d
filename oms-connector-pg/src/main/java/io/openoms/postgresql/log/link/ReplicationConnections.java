package io.openoms.postgresql.log.link;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.session.SessionPins;
import io.openoms.postgresql.connection.PgJdbc;
import io.openoms.postgresql.connection.PostgreSqlProfile;
import io.openoms.postgresql.connection.PostgreSqlSettings;
import io.openoms.postgresql.connection.PostgreSqlVariables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that speak the protocol of replication, each for one task. Their sessions have the
 * settings of all others: texts in the log follow the session. No pool takes them: it would ask
 * what that protocol does not know. Thread-safe.
 */
public final class ReplicationConnections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReplicationConnections.class);

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "replication", "database",
          "preferQueryMode", "simple",
          "assumeMinServerVersion", "10");

  private final ConnectionSettings settings;
  private final PgJdbc driver = new PgJdbc();
  private final SessionPins pins =
      new SessionPins(new PostgreSqlVariables(), PostgreSqlSettings.ALL);
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Opens nothing yet. */
  public ReplicationConnections(ConnectionSettings settings) {
    this.settings = settings;
  }

  /**
   * Connects. Blocks for a bounded time.
   *
   * @throws MigrationException when the server cannot be reached, or refuses the login
   */
  Connection connect() {
    try {
      Connection connection = driver.connect(settings, PROPERTIES);
      open.add(connection);
      if (closed) {
        cut(connection);
        throw closed();
      }
      pins.pin(connection, settings.toString());
      return connection;
    } catch (SQLException e) {
      throw closed
          ? closed()
          : failures().of(e, ErrorContext.none(), "connecting to read the log at " + settings);
    }
  }

  private static MigrationException closed() {
    return new MigrationException(
        JdbcError.CONNECTION_CLOSED, ErrorContext.none(), "the session was closed");
  }

  SqlFailures failures() {
    return PostgreSqlProfile.failures();
  }

  /** Cuts a connection: the server would first send all that is left. */
  void cut(Connection connection) {
    open.remove(connection);
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("A connection could not be cut off", e);
    }
  }

  /** Cuts all of them; none is opened any more. */
  @Override
  public void close() {
    closed = true;
    open.forEach(this::cut);
  }
}
