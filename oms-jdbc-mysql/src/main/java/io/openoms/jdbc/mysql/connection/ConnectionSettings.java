package io.openoms.jdbc.mysql.connection;

import io.openoms.TlsMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * How a server is reached. Immutable; {@code toString} shows no secret.
 *
 * @param url the JDBC URL, unless the caller brings a data source
 * @param user the user
 * @param password the password
 * @param properties further properties of the driver
 * @param dataSource the caller's own connections, never closed by this library
 */
public record ConnectionSettings(
    String url,
    String user,
    String password,
    Map<String, String> properties,
    Optional<DataSource> dataSource) {

  public ConnectionSettings {
    properties = Map.copyOf(properties);
  }

  /** A server at a JDBC URL, with a pool of this library's own. */
  public static ConnectionSettings at(String url) {
    return new ConnectionSettings(url, "", "", Map.of(), Optional.empty());
  }

  /** The server behind the caller's data source. */
  public static ConnectionSettings from(DataSource dataSource) {
    return new ConnectionSettings("", "", "", Map.of(), Optional.of(dataSource));
  }

  /** The same for another user. */
  public ConnectionSettings credentials(String newUser, String newPassword) {
    return new ConnectionSettings(url, newUser, newPassword, properties, dataSource);
  }

  /** The same at another URL. */
  public ConnectionSettings elsewhere(String newUrl) {
    return new ConnectionSettings(newUrl, user, password, properties, Optional.empty());
  }

  /** The same with one more property of the driver, or another value of it. */
  public ConnectionSettings property(String name, String value) {
    Map<String, String> more = new HashMap<>(properties);
    more.put(name, value);
    return new ConnectionSettings(url, user, password, more, dataSource);
  }

  /** The same with that protection. */
  public ConnectionSettings tls(TlsMode mode) {
    return property("sslMode", mode.name());
  }

  /** The same, trusting the authorities in a PKCS #12 store and no others. */
  public ConnectionSettings trustStore(Path store, String storePassword) {
    return property("trustCertificateKeyStoreUrl", store.toUri().toString())
        .property("trustCertificateKeyStoreType", "PKCS12")
        .property("trustCertificateKeyStorePassword", storePassword)
        .property("fallbackToSystemTrustStore", "false");
  }

  /** Address only, without user, password or parameters. */
  @Override
  public String toString() {
    return dataSource.isPresent() ? "the caller's DataSource" : JdbcUrls.withoutSecrets(url);
  }

  /** What is wrong, as sentences. */
  public List<String> faults() {
    return dataSource.isPresent() ? List.of() : JdbcUrls.faults(url, user);
  }
}
