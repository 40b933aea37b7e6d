package io.openoms.oceanbase;

import io.openoms.TlsMode;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.mysql.connection.ConnectorJ;
import io.openoms.jdbc.mysql.connection.FamilyProfile;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/**
 * An OceanBase tenant in MySQL mode. Immutable: each method gives a changed copy. Connections come
 * from a pool of this library's own, or from the caller's data source.
 */
public final class OceanBase implements Endpoint {

  private final ConnectionSettings settings;

  private OceanBase(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** The server at a URL of the form {@code jdbc:mysql://host:port/}. */
  public static OceanBase at(String url) {
    return new OceanBase(ConnectionSettings.at(url));
  }

  /** The server behind the caller's data source, which is never closed here. */
  public static OceanBase from(DataSource dataSource) {
    return new OceanBase(ConnectionSettings.from(dataSource));
  }

  /** Logs in as that user. */
  public OceanBase credentials(String user, String password) {
    return new OceanBase(settings.credentials(user, password));
  }

  /** Protects connections in that way; default {@link TlsMode#PREFERRED}. */
  public OceanBase tls(TlsMode mode) {
    return new OceanBase(ConnectorJ.tls(settings, mode));
  }

  /** Trusts the authorities in that PKCS #12 store, instead of those that Java trusts. */
  public OceanBase trustStore(Path store, String password) {
    return new OceanBase(ConnectorJ.trustStore(settings, store, password));
  }

  /** Sets any property of MySQL Connector/J; it wins over this library's own. */
  public OceanBase property(String name, String value) {
    return new OceanBase(settings.property(name, value));
  }

  @Override
  public String product() {
    return "oceanbase";
  }

  @Override
  public List<String> faults() {
    return settings.faults(ConnectorJ.URL_FORM);
  }

  @Override
  public EndpointSession open(EndpointOptions options) {
    OceanBaseTraits traits = new OceanBaseTraits();
    return new OceanBaseSession(
        FamilyServer.open(
            settings,
            options,
            FamilyProfile.of(List.of(traits.errors()), OceanBaseSettings.ALL),
            traits));
  }

  /** The product and the address, without secrets. */
  @Override
  public String toString() {
    return product() + " at " + settings;
  }
}
