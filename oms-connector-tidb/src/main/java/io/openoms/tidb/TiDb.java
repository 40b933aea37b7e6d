package io.openoms.tidb;

import io.openoms.TlsMode;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.mysql.connection.ConnectorJ;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A TiDB cluster, from which objects and rows are read, and to which changes flow back. Immutable:
 * each method gives a changed copy. Connections come from a pool of this library's own, or from the
 * caller's data source.
 */
public final class TiDb implements Endpoint {

  private final ConnectionSettings settings;
  private final Optional<Changefeed> changefeed;

  private TiDb(ConnectionSettings settings, Optional<Changefeed> changefeed) {
    this.settings = settings;
    this.changefeed = changefeed;
  }

  private TiDb with(ConnectionSettings other) {
    return new TiDb(other, changefeed);
  }

  /** The server at a URL of the form {@code jdbc:mysql://host:port/}. */
  public static TiDb at(String url) {
    return new TiDb(ConnectionSettings.at(url), Optional.empty());
  }

  /** The server behind the caller's data source, which is never closed here. */
  public static TiDb from(DataSource dataSource) {
    return new TiDb(ConnectionSettings.from(dataSource), Optional.empty());
  }

  /** Logs in as that user. */
  public TiDb credentials(String user, String password) {
    return with(settings.credentials(user, password));
  }

  /** Protects connections in that way; default {@link TlsMode#PREFERRED}. */
  public TiDb tls(TlsMode mode) {
    return with(ConnectorJ.tls(settings, mode));
  }

  /** Trusts the authorities in that PKCS #12 store, instead of those that Java trusts. */
  public TiDb trustStore(Path store, String password) {
    return with(ConnectorJ.trustStore(settings, store, password));
  }

  /** Sets any property of MySQL Connector/J; it wins over this library's own. */
  public TiDb property(String name, String value) {
    return with(settings.property(name, value));
  }

  /** Follows the cluster's changes by that changefeed; without one they are not followed. */
  public TiDb changefeed(Changefeed feed) {
    return new TiDb(settings, Optional.of(feed));
  }

  @Override
  public String product() {
    return "tidb";
  }

  @Override
  public List<String> faults() {
    List<String> faults = new ArrayList<>(settings.faults(ConnectorJ.URL_FORM));
    changefeed.ifPresent(feed -> faults.addAll(feed.faults()));
    return faults;
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    return TiDbSession.open(settings, changefeed, options);
  }

  /** The product and the address, without secrets. */
  @Override
  public String toString() {
    return product() + " at " + settings + changefeed.map(feed -> ", " + feed).orElse("");
  }
}
