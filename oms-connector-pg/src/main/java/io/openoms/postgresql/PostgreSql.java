package io.openoms.postgresql;

import io.openoms.TlsMode;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.postgresql.connection.PgJdbc;
import io.openoms.postgresql.log.setup.CaptureNames;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * One database of a PostgreSQL server, as a source, and as the end that changes come back to. Its
 * schemas are the databases of a project: a connection reaches one database alone. Immutable: each
 * method gives a changed copy. Connections come from a pool of this library's own, or from the
 * caller's data source, whose driver must be pgjdbc.
 */
public final class PostgreSql implements Endpoint {

  private final ConnectionSettings settings;
  private final CaptureNames.Chosen capture;

  private PostgreSql(ConnectionSettings settings, CaptureNames.Chosen capture) {
    this.settings = settings;
    this.capture = capture;
  }

  /** The database at a URL of the form {@code jdbc:postgresql://host:port/database}. */
  public static PostgreSql at(String url) {
    return new PostgreSql(ConnectionSettings.at(url), CaptureNames.Chosen.none());
  }

  /** The database behind the caller's data source, which is never closed here. */
  public static PostgreSql from(DataSource dataSource) {
    return new PostgreSql(ConnectionSettings.from(dataSource), CaptureNames.Chosen.none());
  }

  /** Logs in as that role. */
  public PostgreSql credentials(String user, String password) {
    return with(settings.credentials(user, password));
  }

  /** Protects connections in that way; default {@link TlsMode#PREFERRED}. */
  public PostgreSql tls(TlsMode mode) {
    return with(PgJdbc.tls(settings, mode));
  }

  /** Trusts the authorities in that PEM file, instead of those that Java trusts. */
  public PostgreSql rootCertificate(Path file) {
    return with(PgJdbc.rootCertificate(settings, file));
  }

  /** Sets any property of pgjdbc; it wins over this library's own. */
  public PostgreSql property(String name, String value) {
    return with(settings.property(name, value));
  }

  /**
   * Names the replication slot by which a project follows, of lower-case letters, digits and
   * underscores. Slots of all databases of a server share their names. Default {@code oms_} and the
   * project's name, with a fingerprint where that is no such name.
   */
  public PostgreSql slot(String name) {
    return new PostgreSql(
        settings, new CaptureNames.Chosen(Optional.of(name), capture.publication()));
  }

  /**
   * Names the publication by which a project follows. It is the project's own: one that something
   * else has made is refused. Default as that of {@link #slot(String)}.
   */
  public PostgreSql publication(String name) {
    return new PostgreSql(settings, new CaptureNames.Chosen(capture.slot(), Optional.of(name)));
  }

  private PostgreSql with(ConnectionSettings changed) {
    return new PostgreSql(changed, capture);
  }

  @Override
  public String product() {
    return "postgresql";
  }

  @Override
  public List<String> faults() {
    List<String> faults = new ArrayList<>(settings.faults(PgJdbc.URL_FORM));
    faults.addAll(capture.faults());
    return faults;
  }

  /** A slot and a publication, if a project has followed its changes. */
  @Override
  public boolean keepsCapture() {
    return true;
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return PostgreSqlSession.open(settings, options, capture);
  }

  /** The product and the address, without secrets. */
  @Override
  public String toString() {
    return product() + " at " + settings;
  }
}
