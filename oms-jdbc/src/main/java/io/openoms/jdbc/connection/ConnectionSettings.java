package io.openoms.jdbc.connection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    Objects.requireNonNull(url, "the URL is null");
    Objects.requireNonNull(user, "the user is null");
    Objects.requireNonNull(password, "the password is null; an account without one has \"\"");
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

  /** Address only, without user, password or parameters. */
  @Override
  public String toString() {
    return dataSource.isPresent() ? "the caller's DataSource" : withoutSecrets(url);
  }

  /** The URL without user, password and parameters. */
  private static String withoutSecrets(String url) {
    String address = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
    int authority = address.indexOf("//");
    int at = address.lastIndexOf('@');
    return at > authority && authority >= 0
        ? address.substring(0, authority + 2) + address.substring(at + 1)
        : address;
  }

  /**
   * What is wrong, as sentences.
   *
   * @param form the form of the driver's URLs, such as {@code jdbc:product://host:port/}; what
   *     stands before the host must be the same
   */
  public List<String> faults(String form) {
    if (dataSource.isPresent()) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    if (!url.startsWith(form.substring(0, form.indexOf("//") + 2))) {
      faults.add("the URL '" + withoutSecrets(url) + "' is not of the form " + form);
    }
    if (user.isEmpty()) {
      faults.add("no user is named; see credentials(user, password)");
    }
    return faults;
  }
}
