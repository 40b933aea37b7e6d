package io.openoms.jdbc.mysql.connection;

import io.openoms.jdbc.session.IdleLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The limit by {@code wait_timeout}, which is 8 hours by default. seekdb 1.4.0 keeps it in
 * transactions, too, within some seconds (5 tries of 5); its {@code ob_trx_idle_timeout} is not
 * kept (4 of 19). Stateless.
 */
public enum WaitTimeout implements IdleLimit {
  /** The one limit. */
  INSTANCE;

  @Override
  public void set(Connection connection, Duration silence) throws SQLException {
    execute(connection, "SET SESSION wait_timeout = " + silence.toSeconds());
  }

  @Override
  public void lift(Connection connection) throws SQLException {
    execute(connection, "SET SESSION wait_timeout = " + SessionSettings.IDLE_SECONDS);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
