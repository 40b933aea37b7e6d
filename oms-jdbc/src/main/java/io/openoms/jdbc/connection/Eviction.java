package io.openoms.jdbc.connection;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a connection out of the caller's pool, so that the pool never gives it out again. JDBC has
 * no call for that, and many pools do not look whether a connection that is closed is alive, so it
 * is cut off, and then the pool is told in each way that one may have: {@code evictConnection} of
 * the data source (HikariCP), {@code setDiscarded} of the pooled connection (Tomcat), an error of a
 * lost link, and {@code close} (DBCP looks for itself). By name, as the caller's pool may be of any
 * version and class loader. Stateless.
 */
final class Eviction {

  private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);
  private static final String TOMCAT = "org.apache.tomcat.jdbc.pool.PooledConnection";

  private Eviction() {}

  /** Cuts the connection off and has the pool forget it. Does not block on the server. */
  static void evict(DataSource source, Connection connection) {
    DriverConnections.cut(connection);
    if (isEvicted(source, connection)) {
      return;
    }
    markDiscarded(source, connection);
    showLostLink(connection);
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection that was cut off did not close", e);
    }
  }

  private static boolean isEvicted(DataSource source, Connection connection) {
    try {
      source.getClass().getMethod("evictConnection", Connection.class).invoke(source, connection);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    } catch (IllegalAccessException | InvocationTargetException e) {
      LOG.debug("The caller's pool did not evict a connection", e);
      return false;
    }
  }

  private static void markDiscarded(DataSource source, Connection connection) {
    try {
      Class<?> pooled = Class.forName(TOMCAT, false, source.getClass().getClassLoader());
      // Not asked by isWrapperFor, which says no to this one.
      pooled.getMethod("setDiscarded", boolean.class).invoke(connection.unwrap(pooled), true);
    } catch (ClassNotFoundException e) {
      LOG.trace("The caller's pool is not Tomcat's", e);
    } catch (ReflectiveOperationException | SQLException | ClassCastException e) {
      LOG.debug("The caller's pool did not discard a connection", e);
    }
  }

  /** A pool that looks at errors marks the connection as broken now. */
  private static void showLostLink(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    } catch (SQLException e) {
      LOG.trace("A connection that was cut off is lost", e);
    }
  }
}
