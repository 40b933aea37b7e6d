package io.openoms.jdbc.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.session.SessionPins;
import io.openoms.jdbc.session.SessionValues;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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
    quietBreaks(config);
    return new HikariDataSource(config);
  }

  /** Hosts bring HikariCP of their own; before 6.2 it takes only the name of the class. */
  private static void quietBreaks(HikariConfig config) {
    try {
      config.setExceptionOverride(new QuietBreaks());
    } catch (NoSuchMethodError e) {
      config.setExceptionOverrideClassName(QuietBreaks.class.getName());
    }
  }

  @Override
  public Connection borrow() {
    if (aborted) {
      throw closed(null);
    }
    try {
      Connection given = connect();
      return pool.isPresent() ? own(given) : callers(given);
    } catch (SQLException e) {
      throw aborted ? closed(e) : failed(e);
    }
  }

  private Connection own(Connection given) throws SQLException {
    Connection connection = track(given, this::evictIfLost);
    pin(connection);
    return connection;
  }

  /** One of the caller's data source: it is given back as it came, or never. */
  private Connection callers(Connection given) throws SQLException {
    CallersConnection before;
    try {
      before = new CallersConnection(given);
    } catch (SQLException e) {
      Eviction.evict(source, given);
      throw e;
    }
    Connection connection = track(given, back -> !isRestored(before, back));
    before.had(pin(connection));
    return connection;
  }

  private boolean isRestored(CallersConnection before, Connection connection) {
    try {
      if (!connection.isClosed()) {
        before.restore(connection, pins);
        return true;
      }
    } catch (SQLException e) {
      LOG.debug("A connection of the caller's is evicted: it cannot be given back as it came", e);
    }
    Eviction.evict(source, connection);
    return false;
  }

  private Optional<SessionValues> pin(Connection connection) throws SQLException {
    try {
      Optional<SessionValues> before = pins.pin(connection, address);
      if (aborted) {
        throw closed(null);
      }
      return before;
    } catch (SQLException | MigrationException e) {
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
      Connection given = connect();
      // It is not pinned, and nobody else can use it afterwards.
      Connection connection =
          track(
              given,
              used -> {
                Eviction.evict(source, used);
                return true;
              });
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

  private Connection track(Connection given, Predicate<Connection> taken) {
    Connection connection = new TrackedConnection(given, driver, out, taken).proxy();
    out.add(connection);
    return connection;
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
    return new MigrationException(
        FailedLogin.code(root, failures, reached),
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
  public OptionalInt limit() {
    return pool.isPresent() ? OptionalInt.empty() : PoolSize.of(source);
  }

  @Override
  public SqlFailures failures() {
    return failures;
  }

  @Override
  public void discard(Connection connection) {
    // One that was given back is its pool's, and may be in use elsewhere.
    if (out.remove(connection)) {
      DriverConnections.cut(connection);
      Connection beneath = TrackedConnection.beneath(connection);
      // Evicted, not closed: a pool would roll back first, and warn of a link that is broken.
      pool.ifPresentOrElse(
          own -> own.evictConnection(beneath), () -> Eviction.evict(source, beneath));
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
    pool.ifPresent(PooledConnections::close);
  }

  /** With the interrupt flag cleared: a pool that an interrupted thread closes keeps a thread. */
  private static void close(HikariDataSource pool) {
    boolean interrupted = Thread.interrupted();
    try {
      pool.close();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
