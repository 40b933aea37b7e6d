package io.openoms.postgresql;

import io.openoms.TlsMode;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.postgresql.connection.PgJdbc;
import io.openoms.postgresql.log.setup.CaptureNames;
import io.openoms.postgresql.mapping.IntervalMapping;
import io.openoms.postgresql.mapping.NanMapping;
import io.openoms.postgresql.mapping.TimestamptzMapping;
import io.openoms.postgresql.mapping.TypeOptions;
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
  private final TypeOptions types;

  private PostgreSql(ConnectionSettings settings, CaptureNames.Chosen capture, TypeOptions types) {
    this.settings = settings;
    this.capture = capture;
    this.types = types;
  }

  /** The database at a URL of the form {@code jdbc:postgresql://host:port/database}. */
  public static PostgreSql at(String url) {
    return of(ConnectionSettings.at(url));
  }

  /** The database behind the caller's data source, which is never closed here. */
  public static PostgreSql from(DataSource dataSource) {
    return of(ConnectionSettings.from(dataSource));
  }

  private static PostgreSql of(ConnectionSettings settings) {
    return new PostgreSql(settings, CaptureNames.Chosen.none(), TypeOptions.DEFAULT);
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
    return with(new CaptureNames.Chosen(Optional.of(name), capture.publication()));
  }

  /**
   * Names the publication by which a project follows. It is the project's own: one that something
   * else has made is refused. Default as that of {@link #slot(String)}.
   */
  public PostgreSql publication(String name) {
    return with(new CaptureNames.Chosen(capture.slot(), Optional.of(name)));
  }

  /**
   * Says what intervals become; default {@link IntervalMapping#TEXT}. Once a table is made it holds
   * for the project: with another choice the table fails by DEFINITION_CHANGED.
   */
  public PostgreSql interval(IntervalMapping mapping) {
    return with(types.with(mapping));
  }

  /**
   * Says what {@code timestamptz} becomes; default {@link TimestamptzMapping#DATETIME}. It holds
   * for the project as {@link #interval} does.
   */
  public PostgreSql timestamptz(TimestamptzMapping mapping) {
    return with(types.with(mapping));
  }

  /**
   * Says what becomes of numbers that are NaN or infinite; default {@link NanMapping#REFUSE}. A
   * project may go from REFUSE to AS_NULL at any time; AS_TEXT holds as {@link #interval} does.
   */
  public PostgreSql nan(NanMapping mapping) {
    return with(types.with(mapping));
  }

  private PostgreSql with(ConnectionSettings changed) {
    return new PostgreSql(changed, capture, types);
  }

  private PostgreSql with(CaptureNames.Chosen changed) {
    return new PostgreSql(settings, changed, types);
  }

  private PostgreSql with(TypeOptions changed) {
    return new PostgreSql(settings, capture, changed);
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

  /** By the slot, if a project has followed its changes. */
  @Override
  public boolean keepsLog() {
    return true;
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return PostgreSqlSession.open(settings, options, capture, types);
  }

  /** The product and the address, without secrets. */
  @Override
  public String toString() {
    return product() + " at " + settings;
  }
}
