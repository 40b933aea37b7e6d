package io.openoms.jdbc.connection;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import java.util.Properties;

/**
 * Logs in by a driver. Immutable; thread-safe.
 *
 * @param driver the driver
 * @param name its name, for errors
 * @param defaults its properties; those of the caller's settings win. Its limit for an answer is
 *     {@link #SECONDS}, as a server that takes the connection and then says nothing must not hold a
 *     login for ever; it ends with the login
 */
public record DriverLogin(Driver driver, String name, Map<String, String> defaults) {

  /** How long a server may be silent during a login. */
  public static final int SECONDS = 10;

  private static final int MILLIS = SECONDS * 1000;

  public DriverLogin {
    defaults = Map.copyOf(defaults);
  }

  /**
   * Connects. Blocks for a bounded time.
   *
   * @param more further properties, which win
   * @throws SQLException when the server cannot be reached, or refuses the login
   */
  public Connection connect(ConnectionSettings settings, Map<String, String> more)
      throws SQLException {
    Connection connection = driver.connect(settings.url(), properties(settings, more));
    if (connection == null) {
      throw new SQLNonTransientConnectionException(name + " does not take " + settings);
    }
    if (connection.getNetworkTimeout() == MILLIS) {
      connection.setNetworkTimeout(Runnable::run, 0);
    }
    return connection;
  }

  private Properties properties(ConnectionSettings settings, Map<String, String> more) {
    Properties properties = new Properties();
    properties.putAll(defaults);
    properties.putAll(settings.properties());
    properties.put("user", settings.user());
    properties.put("password", settings.password());
    properties.putAll(more);
    return properties;
  }
}
