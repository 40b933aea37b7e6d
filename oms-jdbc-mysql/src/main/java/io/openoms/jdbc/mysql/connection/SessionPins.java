package io.openoms.jdbc.mysql.connection;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives sessions their settings, and reads them back: a server or proxy may ignore a SET. A session
 * that has them already costs one round trip. Which variables there are is asked once, and again
 * when a server of another version answers. Thread-safe.
 */
final class SessionPins {

  private static final int UNKNOWN_VARIABLE = 1193;
  private static final int MYSQL_TIME_OVER = 3024;
  private static final int MARIADB_TIME_OVER = 1969;

  /** The SQL state of a connection that was refused. */
  private static final String CONNECTION = "08004";

  private final List<SessionSetting> wanted;
  private volatile @Nullable Known known;

  /** The settings that one version of a server takes. */
  private record Known(String version, List<SessionSetting> settings) {

    String question() {
      return settings.stream()
          .map(setting -> ", @@SESSION." + setting.name())
          .collect(Collectors.joining("", "SELECT VERSION()", ""));
    }
  }

  SessionPins(List<SessionSetting> wanted) {
    this.wanted = List.copyOf(wanted);
  }

  /**
   * Pins a session.
   *
   * @param address the server, for an error
   * @throws MigrationException when the session keeps another value
   */
  void pin(Connection connection, String address) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      Map<SessionSetting, String> others = others(statement);
      if (others.isEmpty()) {
        return;
      }
      set(statement, others.keySet());
      Map<SessionSetting, String> ignored = others(statement);
      if (!ignored.isEmpty()) {
        throw ignored(ignored.entrySet().iterator().next(), address);
      }
    }
  }

  /** The SQL mode comes first, alone: it says how the other assignments are read. */
  private static void set(Statement statement, Set<SessionSetting> settings) throws SQLException {
    Map<Boolean, List<SessionSetting>> parts =
        settings.stream()
            .collect(Collectors.partitioningBy(setting -> setting.name().equals("sql_mode")));
    for (boolean mode : new boolean[] {true, false}) {
      List<SessionSetting> part = parts.get(mode);
      if (!part.isEmpty()) {
        statement.execute(
            part.stream()
                .map(SessionSetting::assignment)
                .collect(Collectors.joining(", ", "SET ", "")));
      }
    }
  }

  /** The settings that the session has not, with what it has instead. */
  private Map<SessionSetting, String> others(Statement statement) throws SQLException {
    Known here = known;
    Optional<Map<SessionSetting, String>> others =
        here == null ? Optional.empty() : others(statement, here);
    if (others.isPresent()) {
      return others.get();
    }
    Known learned = learn(statement);
    known = learned;
    return others(statement, learned)
        .orElseThrow(
            () -> new SQLException("servers of several versions answer by turns", CONNECTION));
  }

  /** Empty when the server is not the one that was asked for its variables. */
  private static Optional<Map<SessionSetting, String>> others(Statement statement, Known here)
      throws SQLException {
    Map<SessionSetting, String> others = new LinkedHashMap<>();
    try (ResultSet row = statement.executeQuery(here.question())) {
      // A session that is limited to no rows answers by none.
      boolean answered = row.next();
      if (answered && !here.version().equals(row.getString(1))) {
        return Optional.empty();
      }
      for (int i = 0; i < here.settings().size(); i++) {
        String shown = answered ? row.getString(i + 2) : null;
        SessionSetting setting = here.settings().get(i);
        if (shown == null || !setting.is(shown)) {
          others.put(setting, shown == null ? "NULL" : shown);
        }
      }
      return Optional.of(others);
    } catch (SQLException e) {
      return switch (e.getErrorCode()) {
        case UNKNOWN_VARIABLE, MYSQL_TIME_OVER, MARIADB_TIME_OVER -> Optional.empty();
        default -> throw e;
      };
    }
  }

  private Known learn(Statement statement) throws SQLException {
    unlimit(statement, "max_execution_time");
    unlimit(statement, "max_statement_time");
    // Limits cut or refuse the list of variables, too. Each server of the family has these.
    statement.execute(
        "SET SESSION sql_select_limit = 9223372036854775807, SESSION sql_big_selects = 1");
    Set<String> names = new HashSet<>();
    try (ResultSet rows = statement.executeQuery("SHOW SESSION VARIABLES")) {
      while (rows.next()) {
        names.add(rows.getString(1).toLowerCase(Locale.ROOT));
      }
    }
    try (ResultSet row = statement.executeQuery("SELECT VERSION()")) {
      row.next();
      return new Known(
          row.getString(1), wanted.stream().filter(setting -> setting.holdsFor(names)).toList());
    }
  }

  /** A busy server may need longer for the answer than its limit of time allows. */
  private static void unlimit(Statement statement, String variable) throws SQLException {
    try {
      statement.execute("SET SESSION " + variable + " = 0");
    } catch (SQLException e) {
      if (e.getErrorCode() != UNKNOWN_VARIABLE) {
        throw e;
      }
    }
  }

  private static MigrationException ignored(
      Map.Entry<SessionSetting, String> kept, String address) {
    SessionSetting setting = kept.getKey();
    return new MigrationException(
        JdbcError.SESSION_SETTING_IGNORED,
        ErrorContext.none(),
        String.format(
            "%s was told SET %s and still shows '%s' (with another value: %s). Connect to the"
                + " server itself, or through a proxy that passes SET on",
            address, setting.assignment(), kept.getValue(), setting.reason()));
  }
}
