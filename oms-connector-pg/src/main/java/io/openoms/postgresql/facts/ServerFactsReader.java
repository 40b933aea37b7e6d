package io.openoms.postgresql.facts;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.ServerFacts;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks a PostgreSQL server what it is. Stateless. */
public final class ServerFactsReader {

  /** The product as it names itself. */
  public static final String PRODUCT = "PostgreSQL";

  /** The number of the cluster, which physical replicas and promoted ones keep. */
  public static final String SYSTEM_IDENTIFIER = "system_identifier";

  /** The database of the connection. */
  public static final String DATABASE = "current_database";

  private static final String MICROS_OF_A_SECOND = "1000000";

  private ServerFactsReader() {}

  /**
   * Asks. Blocks.
   *
   * @return facts with all settings, and with {@value #SYSTEM_IDENTIFIER} and {@value #DATABASE}
   */
  public static ServerFacts read(Connections connections) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      Map<String, String> settings = new HashMap<>();
      try (ResultSet rows =
          statement.executeQuery("SELECT name, setting FROM pg_catalog.pg_settings")) {
        while (rows.next()) {
          String value = rows.getString(2);
          settings.put(rows.getString(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
        }
      }
      settings.put(DATABASE, single(statement, "SELECT pg_catalog.current_database()"));
      settings.put(
          SYSTEM_IDENTIFIER,
          single(statement, "SELECT system_identifier FROM pg_catalog.pg_control_system()"));
      return new ServerFacts(
          PRODUCT,
          settings.getOrDefault("server_version", ""),
          settings,
          Set.of("UTF8"),
          collations(statement),
          Optional.of(clockSkew(statement)));
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "asking the server what it is");
    }
  }

  private static String single(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Set<String> collations(Statement statement) throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT DISTINCT collname FROM pg_catalog.pg_collation")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /** Compared with the middle of the round trip. */
  private static Duration clockSkew(Statement statement) throws SQLException {
    Instant before = Instant.now();
    String epoch = "SELECT extract(epoch FROM pg_catalog.clock_timestamp())::numeric";
    BigDecimal seconds = new BigDecimal(single(statement, epoch));
    Instant middle = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
    long micros = seconds.multiply(new BigDecimal(MICROS_OF_A_SECOND)).longValue();
    return Duration.between(middle, Instant.EPOCH.plusNanos(micros * 1000));
  }
}
