package io.openoms.jdbc.mysql.connection;

import java.util.ArrayList;
import java.util.List;

/** Looks at JDBC URLs as callers give them. */
final class JdbcUrls {

  private static final String PREFIX = "jdbc:mysql:";

  private JdbcUrls() {}

  /** The URL without user, password and parameters. */
  static String withoutSecrets(String url) {
    String address = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
    int authority = address.indexOf("//");
    int at = address.lastIndexOf('@');
    return at > authority && authority >= 0
        ? address.substring(0, authority + 2) + address.substring(at + 1)
        : address;
  }

  static List<String> faults(String url, String user) {
    List<String> faults = new ArrayList<>();
    if (!url.startsWith(PREFIX + "//")) {
      faults.add(
          "the URL '" + withoutSecrets(url) + "' is not of the form jdbc:mysql://host:port/");
    }
    if (user.isEmpty()) {
      faults.add("no user is named; see credentials(user, password)");
    }
    return faults;
  }
}
