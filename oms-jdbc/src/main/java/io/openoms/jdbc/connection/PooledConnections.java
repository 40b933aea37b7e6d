package io.openoms.jdbc.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.session.SessionPins;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections from a HikariCP pool of our own, or from the caller's data source. Sessions are
 * pinned at every borrowing: a server may have reset them, and one round trip a chunk is nothing.
 */
public final class PooledConnections implements Connections {

  private static final Logger LOG = LoggerFactory.getLogger(PooledConnections.class);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);

  /** A thread that waits for the pool looks this often whether the session was cut off. */
  private static final long POOL_WAIT_MILLIS = 500;

  private final DataSource source;
  private final Optional<DriverConnections> links;
  private final Optional<HikariDataSource> pool;
  private final String address;
  private final DriverAdapter driver;
  private final SqlFailures failures;
  private final SessionPins pins;
  private final Set<Connection> out = ConcurrentHashMap.newKeySet();
  private volatile boolean aborted;

  /** A server that was there once may come back; one that never was is an error at once. */
  private volatile boolean reached;

  /**
   * Opens nothing yet.
   *
   * @param name names the pool
   * @param connections the largest number of pooled connections
   * @param profile the driver, and what every session has
   */
  public PooledConnections(
      ConnectionSettings settings, String name, int connections, ConnectionProfile profile) {
    this.address = settings.toString();
    this.driver = profile.driver();
    this.failures = profile.failures();
    this.pins = new SessionPins(profile.statements(), profile.settings());
    this.links =
        settings.dataSource().isPresent()
            ? Optional.empty()
            : Optional.of(new DriverConnections(settings, driver));
    this.pool = links.map(direct -> pool(direct, name, connections));
    this.source = settings.dataSource().orElseGet(pool::orElseThrow);
  }

  private static HikariDataSource pool(DriverConnections links, String name, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("openoms " + name);
    config.setDataSource(links);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(POOL_WAIT_MILLIS);
    config.setExceptionOverride(new QuietBreaks());
    return new HikariDataSource(config);
  }

  @Override
  public Connection borrow() {
    if (aborted) {
      throw closed(null);
    }
    Connection connection;
    try {
      connection = track(connect());
    } catch (SQLException e) {
      throw aborted ? closed(e) : failed(e);
    }
    out.add(connection);
    try {
      pins.pin(connection, address);
      if (aborted) {
        throw closed(null);
      }
      return connection;
    } catch (SQLException e) {
      discard(connection);
      throw aborted ? closed(e) : failed(e);
    } catch (MigrationException e) {
      discard(connection);
      throw e;
    }
  }

  @Override
  public Connection dedicated() {
    if (aborted) {
      throw closed(null);
    }
    try {
      if (links.isPresent()) {
        return links.get().getConnection();
      }
      Connection connection = track(connect());
      out.add(connection);
      if (aborted) {
        discard(connection);
        throw closed(null);
      }
      return connection;
    } catch (SQLException e) {
      throw aborted ? closed(e) : failed(e);
    }
  }

  private Connection connect() throws SQLException {
    long began = System.nanoTime();
    while (true) {
      try {
        Connection connection = source.getConnection();
        reached = true;
        return connection;
      } catch (SQLTransientConnectionException e) {
        boolean hopeless =
            FailedLogin.isHopeless(root(e), failures)
                || (!reached && FailedLogin.isRefused(root(e)));
        boolean late = System.nanoTime() - began > CONNECT_LIMIT.toNanos();
        if (pool.isEmpty() || aborted || hopeless || late) {
          throw e;
        }
      }
    }
  }

  private Connection track(Connection connection) {
    return new TrackedConnection(connection, driver, out, this::evictIfLost).proxy();
  }

  /**
   * Throws a connection out of our own pool when its link is lost: the driver has closed it then.
   */
  private boolean evictIfLost(Connection connection) {
    try {
      // One that was given back is the pool's, and may be in use elsewhere.
      if (pool.isEmpty()
          || connection.isClosed()
          || !connection.unwrap(Connection.class).isClosed()) {
        return false;
      }
      pool.get().evictConnection(connection);
      return true;
    } catch (SQLException e) {
      LOG.debug("A connection does not tell whether its link is lost", e);
      return false;
    }
  }

  private MigrationException failed(SQLException error) {
    SQLException root = root(error);
    JdbcError code = failures.code(root);
    return new MigrationException(
        code == JdbcError.STATEMENT_FAILED ? JdbcError.CONNECTION_FAILED : code,
        ErrorContext.none(),
        "no connection to " + address + ": " + FailedLogin.reason(root, failures),
        error);
  }

  /** HikariCP's time-out hides the server's own word in its cause. */
  private static SQLException root(SQLException error) {
    SQLException root = error;
    while (root.getErrorCode() == 0 && root.getCause() instanceof SQLException cause) {
      root = cause;
    }
    return root;
  }

  private MigrationException closed(@Nullable Throwable cause) {
    return new MigrationException(
        JdbcError.CONNECTION_CLOSED,
        ErrorContext.none(),
        "the session to " + address + " was closed",
        cause);
  }

  @Override
  public SqlFailures failures() {
    return failures;
  }

  @Override
  public void discard(Connection connection) {
    DriverConnections.cut(connection);
    if (pool.isPresent()) {
      // Evicted, not closed: the pool would roll back first, and warn of what it then finds broken.
      out.remove(connection);
      pool.get().evictConnection(TrackedConnection.beneath(connection));
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection that was cut off did not close", e);
    }
  }

  @Override
  public void abort() {
    aborted = true;
    out.forEach(DriverConnections::cut);
    links.ifPresent(DriverConnections::abort);
  }

  @Override
  public void close() {
    aborted = true;
    out.forEach(this::discard);
    // Nothing is under way any more, so nobody waits for a farewell that a hanging server delays.
    links.ifPresent(DriverConnections::abort);
    pool.ifPresent(HikariDataSource::close);
  }
}
