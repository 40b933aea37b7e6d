package io.openoms.tidb;

import io.openoms.TlsMode;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.mysql.connection.ConnectorJ;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/**
 * A TiDB cluster, from which objects and rows are read. Immutable: each method gives a changed
 * copy. Connections come from a pool of this library's own, or from the caller's data source.
 */
public final class TiDb implements Endpoint {

  private final ConnectionSettings settings;

  private TiDb(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** The server at a URL of the form {@code jdbc:mysql://host:port/}. */
  public static TiDb at(String url) {
    return new TiDb(ConnectionSettings.at(url));
  }

  /** The server behind the caller's data source, which is never closed here. */
  public static TiDb from(DataSource dataSource) {
    return new TiDb(ConnectionSettings.from(dataSource));
  }

  /** Logs in as that user. */
  public TiDb credentials(String user, String password) {
    return new TiDb(settings.credentials(user, password));
  }

  /** Protects connections in that way; default {@link TlsMode#PREFERRED}. */
  public TiDb tls(TlsMode mode) {
    return new TiDb(ConnectorJ.tls(settings, mode));
  }

  /** Trusts the authorities in that PKCS #12 store, instead of those that Java trusts. */
  public TiDb trustStore(Path store, String password) {
    return new TiDb(ConnectorJ.trustStore(settings, store, password));
  }

  /** Sets any property of MySQL Connector/J; it wins over this library's own. */
  public TiDb property(String name, String value) {
    return new TiDb(settings.property(name, value));
  }

  @Override
  public String product() {
    return "tidb";
  }

  @Override
  public List<String> faults() {
    return settings.faults(ConnectorJ.URL_FORM);
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return TiDbSession.open(settings, options);
  }

  /** The product and the address, without secrets. */
  @Override
  public String toString() {
    return product() + " at " + settings;
  }
}
