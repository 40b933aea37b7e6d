package io.openoms.postgresql.connection;

import io.openoms.TlsMode;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.connection.DriverAdapter;
import io.openoms.jdbc.connection.DriverLogin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import org.postgresql.Driver;

/** The driver: how it connects, and its names for common options. Thread-safe. */
public final class PgJdbc implements DriverAdapter {

  /** The form of its URLs. */
  public static final String URL_FORM = "jdbc:postgresql://host:port/database";

  private static final String ROOT_CERTIFICATE = "sslrootcert";

  /** What the driver is given; callers' own properties win. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("connectTimeout", Integer.toString(DriverLogin.SECONDS)),
          Map.entry("socketTimeout", Integer.toString(DriverLogin.SECONDS)),
          Map.entry("tcpKeepAlive", "true"),
          // One message for each statement, and every result as text.
          Map.entry("preferQueryMode", "simple"),
          // Details of errors hold values of rows.
          Map.entry("logServerErrorDetail", "false"),
          Map.entry("ApplicationName", "OpenOMS"));

  private final DriverLogin login = new DriverLogin(new Driver(), "pgjdbc", DEFAULTS);

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
    return login.connect(settings, more);
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
