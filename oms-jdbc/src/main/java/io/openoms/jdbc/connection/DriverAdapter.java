package io.openoms.jdbc.connection;

import java.sql.Connection;
import java.sql.SQLException;

/** What a pool needs from one JDBC driver. Stateless; thread-safe. */
public interface DriverAdapter {

  /**
   * Connects and logs in. Blocks for a bounded time, also when the server accepts the connection
   * and then says nothing. The new connection has no time-out of reading, unless the caller's own
   * properties set one.
   *
   * @throws SQLException when the server cannot be reached, or refuses the login
   */
  Connection connect(ConnectionSettings settings) throws SQLException;

  /**
   * Makes a prepared statement that the driver sends as it is written, without a search for JDBC's
   * escapes.
   *
   * @param connection the connection, of this driver or, with a caller's data source, of any
   * @param making makes the statement on that connection
   * @throws SQLException also when the driver cannot send the statement unchanged
   */
  <T> T prepared(Connection connection, String sql, Making<T> making) throws SQLException;

  /** Makes a statement. */
  @FunctionalInterface
  interface Making<T> {

    /** Makes it. */
    T make() throws SQLException;
  }
}
