package io.openoms.jdbc.mysql.connection;

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
