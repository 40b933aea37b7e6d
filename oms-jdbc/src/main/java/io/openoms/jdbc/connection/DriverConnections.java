package io.openoms.jdbc.connection;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The connections beneath a pool, all of them known: those that idle or are being validated, too,
 * so that {@link #abort()} sets every thread free that waits for a hanging server. Thread-safe.
 */
final class DriverConnections implements DataSource {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(DriverConnections.class);

  /** How long a pool that is being closed waits for a login under way; it is thrown away later. */
  private static final int LOGIN_SECONDS_AT_CLOSE = 1;

  private final ConnectionSettings settings;
  private final DriverAdapter driver;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean aborted;

  DriverConnections(ConnectionSettings settings, DriverAdapter driver) {
    this.settings = settings;
    this.driver = driver;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = driver.connect(settings);
    open.removeIf(DriverConnections::isClosed);
    open.add(connection);
    if (aborted) {
      cut(connection);
    }
    return connection;
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      LOG.debug("A connection does not tell whether it is closed", e);
      return false;
    }
  }

  /** Cuts every connection off, and those still to come. Does not block on the server. */
  void abort() {
    aborted = true;
    open.forEach(DriverConnections::cut);
  }

  /** Cuts one connection off without a word to the server. */
  static void cut(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("A connection could not be cut off", e);
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the user is a part of the settings");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  /** The pool's own time-out says how long it waits, not how long a login may take. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return LOGIN_SECONDS_AT_CLOSE;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("this library logs through slf4j");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException("nothing is wrapped as " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
