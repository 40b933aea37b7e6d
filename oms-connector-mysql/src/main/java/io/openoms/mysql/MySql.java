package io.openoms.mysql;

import io.openoms.TlsMode;
import io.openoms.jdbc.mysql.connection.ConnectionSettings;
import io.openoms.jdbc.mysql.endpoint.MySqlFamilySession;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/**
 * A MySQL or MariaDB server. Immutable: each method gives a changed copy. Connections come from a
 * pool of this library's own, or from the caller's data source.
 */
public final class MySql implements Endpoint {

  private static final List<String> PINS =
      List.of(
          "SET NAMES utf8mb4",
          "SET SESSION time_zone = '+00:00'",
          // No ANSI_QUOTES, no NO_BACKSLASH_ESCAPES, and dates as they are, also as a chunk's
          // bound.
          "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'");

  private final ConnectionSettings settings;

  private MySql(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** The server at a URL of the form {@code jdbc:mysql://host:port/}. */
  public static MySql at(String url) {
    return new MySql(ConnectionSettings.at(url));
  }

  /** The server behind the caller's data source, which is never closed here. */
  public static MySql from(DataSource dataSource) {
    return new MySql(ConnectionSettings.from(dataSource));
  }

  /** Logs in as that user. */
  public MySql credentials(String user, String password) {
    return new MySql(settings.credentials(user, password));
  }

  /** Protects connections in that way; default {@link TlsMode#PREFERRED}. */
  public MySql tls(TlsMode mode) {
    return new MySql(settings.tls(mode));
  }

  /** Trusts the authorities in that PKCS #12 store, instead of those that Java trusts. */
  public MySql trustStore(Path store, String password) {
    return new MySql(settings.trustStore(store, password));
  }

  /** Sets any property of MySQL Connector/J; it wins over this library's own. */
  public MySql property(String name, String value) {
    return new MySql(settings.property(name, value));
  }

  @Override
  public String product() {
    return "mysql";
  }

  @Override
  public List<String> faults() {
    return settings.faults();
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return MySqlFamilySession.open(settings, options, PINS);
  }

  /** The product and the address, without secrets. */
  @Override
  public String toString() {
    return product() + " at " + settings;
  }
}
