package io.openoms.jdbc.mysql.facts;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.catalog.CatalogTraits;
import io.openoms.jdbc.mysql.traits.ProductTraits;
import io.openoms.jdbc.mysql.traits.Products;
import io.openoms.spi.ServerFacts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks a server of the MySQL family what it is and what it has. */
public final class ServerFactsReader {

  private ServerFactsReader() {}

  /**
   * Asks. Blocks.
   *
   * @param like the product that the server is treated like when its own is not on the class path
   */
  public static ServerFacts read(Connections connections, ProductTraits like) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      Map<String, String> settings = new HashMap<>();
      try (ResultSet rows = statement.executeQuery("SHOW VARIABLES")) {
        while (rows.next()) {
          String value = rows.getString(2);
          settings.put(rows.getString(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
        }
      }
      String version = single(statement, "SELECT VERSION()");
      ProductTraits traits = Products.of(version, like);
      return new ServerFacts(
          traits.product(),
          version,
          settings,
          names(statement, "SHOW CHARACTER SET"),
          collations(statement, traits.catalog()),
          Optional.of(clockSkew(statement)));
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "asking the server what it is");
    }
  }

  /** Compared with the middle of the round trip. */
  private static Duration clockSkew(Statement statement) throws SQLException {
    Instant before = Instant.now();
    try (ResultSet rows = statement.executeQuery("SELECT UTC_TIMESTAMP(6)")) {
      rows.next();
      Instant there = rows.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
      Instant middle = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
      return Duration.between(middle, there);
    }
  }

  private static String single(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Set<String> collations(Statement statement, CatalogTraits traits)
      throws SQLException {
    Set<String> names = names(statement, "SHOW COLLATION");
    if (traits.moreCollations().isPresent()) {
      names.addAll(names(statement, traits.moreCollations().get()));
    }
    return names;
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
