package io.openoms.postgresql.connection;

import io.openoms.TlsMode;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.connection.DriverAdapter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/** The driver: how it connects, and its names for common options. Thread-safe. */
public final class PgJdbc implements DriverAdapter {

  /** The form of its URLs. */
  public static final String URL_FORM = "jdbc:postgresql://host:port/database";

  /** A server that takes the connection and then says nothing must not hold a login for ever. */
  private static final int LOGIN_SECONDS = 10;

  private static final int LOGIN_MILLIS = LOGIN_SECONDS * 1000;

  private static final String ROOT_CERTIFICATE = "sslrootcert";

  /** What the driver is given; callers' own properties win. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("connectTimeout", Integer.toString(LOGIN_SECONDS)),
          Map.entry("tcpKeepAlive", "true"),
          // One message for each statement, and every result as text.
          Map.entry("preferQueryMode", "simple"),
          // Details of errors hold values of rows.
          Map.entry("logServerErrorDetail", "false"),
          Map.entry("ApplicationName", "OpenOMS"));

  private final Driver driver = new Driver();

  /** The driver on the class path. */
  public PgJdbc() {}

  /** The same settings, protected in that way. */
  public static ConnectionSettings tls(ConnectionSettings settings, TlsMode mode) {
    ConnectionSettings with = settings.property("sslmode", word(mode));
    boolean verifies = mode == TlsMode.VERIFY_CA || mode == TlsMode.VERIFY_IDENTITY;
    // Otherwise the driver looks for a file in the user's home.
    return verifies && !settings.properties().containsKey(ROOT_CERTIFICATE)
        ? with.property("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory")
        : with;
  }

  private static String word(TlsMode mode) {
    return switch (mode) {
      case DISABLED -> "disable";
      case PREFERRED -> "prefer";
      case REQUIRED -> "require";
      case VERIFY_CA -> "verify-ca";
      case VERIFY_IDENTITY -> "verify-full";
    };
  }

  /** The same settings, trusting the authorities in that PEM file and no others. */
  public static ConnectionSettings rootCertificate(ConnectionSettings settings, Path file) {
    return settings
        .property(ROOT_CERTIFICATE, file.toString())
        .property("sslfactory", "org.postgresql.ssl.LibPQFactory");
  }

  @Override
  public Connection connect(ConnectionSettings settings) throws SQLException {
    return connect(settings, Map.of());
  }

  /**
   * Connects with further properties of the driver, which win: {@code replication=database} for a
   * connection that speaks the protocol of replication. Blocks for a bounded time.
   *
   * @throws SQLException when the server cannot be reached, or refuses the login
   */
  public Connection connect(ConnectionSettings settings, Map<String, String> more)
      throws SQLException {
    Properties properties = properties(settings);
    properties.putAll(more);
    Connection connection = driver.connect(settings.url(), properties);
    if (connection == null) {
      throw new SQLNonTransientConnectionException("pgjdbc does not take " + settings);
    }
    if (connection.getNetworkTimeout() == LOGIN_MILLIS) {
      connection.setNetworkTimeout(Runnable::run, 0);
    }
    return connection;
  }

  private static Properties properties(ConnectionSettings settings) {
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    properties.put("socketTimeout", Integer.toString(LOGIN_SECONDS));
    properties.putAll(settings.properties());
    properties.put("user", settings.user());
    properties.put("password", settings.password());
    return properties;
  }

  /** The driver looks for JDBC's escapes in every prepared statement, and cannot be told not to. */
  @Override
  public <T> T prepared(Connection connection, String sql, Making<T> making) throws SQLException {
    if (sql.indexOf('{') >= 0) {
      throw new SQLFeatureNotSupportedException("a prepared statement cannot hold the letter {");
    }
    return making.make();
  }
}
