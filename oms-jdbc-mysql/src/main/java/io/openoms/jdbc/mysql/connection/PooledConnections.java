package io.openoms.jdbc.mysql.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections from a HikariCP pool of our own, or from the caller's data source. Sessions are
 * pinned at every borrowing: a server may have reset them, and one round trip a chunk is nothing.
 */
public final class PooledConnections implements Connections {

  private static final Logger LOG = LoggerFactory.getLogger(PooledConnections.class);
  private static final long CONNECT_MILLIS = 15_000;

  private final DataSource source;
  private final Optional<HikariDataSource> pool;
  private final String address;
  private final List<String> pins;
  private final Set<Connection> out = ConcurrentHashMap.newKeySet();
  private volatile boolean aborted;

  /**
   * Opens nothing yet.
   *
   * @param pins SET statements that every session gets
   */
  public PooledConnections(
      ConnectionSettings settings, String name, int connections, List<String> pins) {
    this.address = settings.toString();
    this.pins = List.copyOf(pins);
    this.pool =
        settings.dataSource().isPresent()
            ? Optional.empty()
            : Optional.of(pool(settings, name, connections));
    this.source = settings.dataSource().orElseGet(pool::orElseThrow);
  }

  private static HikariDataSource pool(ConnectionSettings settings, String name, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("openoms " + name);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(CONNECT_MILLIS);
    DriverProperties.defaults().forEach(config::addDataSourceProperty);
    settings.properties().forEach(config::addDataSourceProperty);
    return new HikariDataSource(config);
  }

  @Override
  public Connection borrow() {
    if (aborted) {
      throw closed(null);
    }
    Connection connection = null;
    try {
      connection = new TrackedConnection(source.getConnection(), out).proxy();
      out.add(connection);
      pin(connection);
      if (aborted) {
        discard(connection);
        throw closed(null);
      }
      return connection;
    } catch (SQLException e) {
      if (connection != null) {
        discard(connection);
      }
      throw aborted ? closed(e) : failed(e);
    }
  }

  private void pin(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      for (String pin : pins) {
        statement.execute(pin);
      }
    }
  }

  private MigrationException failed(SQLException error) {
    SQLException root = error;
    // HikariCP's time-out hides the server's own word in its cause.
    while (root.getErrorCode() == 0 && root.getCause() instanceof SQLException cause) {
      root = cause;
    }
    JdbcError code = SqlFailures.code(root);
    return new MigrationException(
        code == JdbcError.STATEMENT_FAILED ? JdbcError.CONNECTION_FAILED : code,
        ErrorContext.none(),
        "no connection to " + address + ": " + root.getMessage(),
        error);
  }

  private MigrationException closed(@org.jspecify.annotations.Nullable Throwable cause) {
    return new MigrationException(
        JdbcError.CONNECTION_CLOSED,
        ErrorContext.none(),
        "the session to " + address + " was closed",
        cause);
  }

  @Override
  public void discard(Connection connection) {
    cut(connection);
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection that was cut off did not close", e);
    }
  }

  private static void cut(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("A connection could not be cut off", e);
    }
  }

  @Override
  public void abort() {
    aborted = true;
    out.forEach(PooledConnections::cut);
  }

  @Override
  public void close() {
    aborted = true;
    out.forEach(this::discard);
    pool.ifPresent(HikariDataSource::close);
  }
}
