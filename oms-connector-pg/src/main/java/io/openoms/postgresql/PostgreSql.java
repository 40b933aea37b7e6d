package io.openoms.postgresql;

import io.openoms.TlsMode;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.postgresql.connection.PgJdbc;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/**
 * One database of a PostgreSQL server, as a source. Its schemas are the databases of a project: a
 * connection reaches one database alone. Immutable: each method gives a changed copy. Connections
 * come from a pool of this library's own, or from the caller's data source, whose driver must be
 * pgjdbc.
 */
public final class PostgreSql implements Endpoint {

  private final ConnectionSettings settings;

  private PostgreSql(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** The database at a URL of the form {@code jdbc:postgresql://host:port/database}. */
  public static PostgreSql at(String url) {
    return new PostgreSql(ConnectionSettings.at(url));
  }

  /** The database behind the caller's data source, which is never closed here. */
  public static PostgreSql from(DataSource dataSource) {
    return new PostgreSql(ConnectionSettings.from(dataSource));
  }

  /** Logs in as that role. */
  public PostgreSql credentials(String user, String password) {
    return new PostgreSql(settings.credentials(user, password));
  }

  /** Protects connections in that way; default {@link TlsMode#PREFERRED}. */
  public PostgreSql tls(TlsMode mode) {
    return new PostgreSql(PgJdbc.tls(settings, mode));
  }

  /** Trusts the authorities in that PEM file, instead of those that Java trusts. */
  public PostgreSql rootCertificate(Path file) {
    return new PostgreSql(PgJdbc.rootCertificate(settings, file));
  }

  /** Sets any property of pgjdbc; it wins over this library's own. */
  public PostgreSql property(String name, String value) {
    return new PostgreSql(settings.property(name, value));
  }

  @Override
  public String product() {
    return "postgresql";
  }

  @Override
  public List<String> faults() {
    return settings.faults(PgJdbc.URL_FORM);
  }

  /** A slot and a publication, if a project has followed its changes. */
  @Override
  public boolean keepsCapture() {
    return true;
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return PostgreSqlSession.open(settings, options);
  }

  /** The product and the address, without secrets. */
  @Override
  public String toString() {
    return product() + " at " + settings;
  }
}
