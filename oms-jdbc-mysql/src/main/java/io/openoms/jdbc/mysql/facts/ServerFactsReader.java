package io.openoms.jdbc.mysql.facts;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.mysql.connection.Connections;
import io.openoms.jdbc.mysql.connection.SqlFailures;
import io.openoms.spi.ServerFacts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Asks a server of the MySQL family what it is and what it has. */
public final class ServerFactsReader {

  private ServerFactsReader() {}

  /** Asks. Blocks. */
  public static ServerFacts read(Connections connections) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      Map<String, String> settings = new HashMap<>();
      try (ResultSet rows = statement.executeQuery("SHOW VARIABLES")) {
        while (rows.next()) {
          String value = rows.getString(2);
          settings.put(rows.getString(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
        }
      }
      settings.put("clock_utc", single(statement, "SELECT UTC_TIMESTAMP(6)"));
      String version = single(statement, "SELECT VERSION()");
      return new ServerFacts(
          product(version),
          version,
          settings,
          names(statement, "SHOW CHARACTER SET"),
          names(statement, "SHOW COLLATION"));
    } catch (SQLException e) {
      throw SqlFailures.of(e, ErrorContext.none(), "asking the server what it is");
    }
  }

  private static String product(String version) {
    if (version.contains("OceanBase")) {
      return "OceanBase";
    }
    return version.contains("MariaDB") ? "MariaDB" : "MySQL";
  }

  private static String single(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Set<String> names(Statement statement, String sql) throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
