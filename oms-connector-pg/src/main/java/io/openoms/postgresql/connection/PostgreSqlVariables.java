package io.openoms.postgresql.connection;

import io.openoms.jdbc.session.SessionSetting;
import io.openoms.jdbc.session.SettingStatements;
import io.openoms.postgresql.sql.Quoted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads and sets the settings of a session. Functions are named with their schema: the search path
 * that a session begins with may lead to others. Stateless; thread-safe.
 */
public final class PostgreSqlVariables implements SettingStatements {

  private static final String UNKNOWN_SETTING = "42704";
  private static final String CANCELLED = "57014";

  /** Reads and sets. */
  public PostgreSqlVariables() {}

  @Override
  public Variables variables(Statement statement) throws SQLException {
    Set<String> names = new HashSet<>();
    // The limit of time may end the question for the settings.
    String before = limit(statement);
    statement.execute("SET statement_timeout = 0");
    try (ResultSet rows = statement.executeQuery("SELECT name FROM pg_catalog.pg_settings")) {
      while (rows.next()) {
        names.add(rows.getString(1).toLowerCase(Locale.ROOT));
      }
    }
    try (ResultSet row = statement.executeQuery("SELECT pg_catalog.version()")) {
      row.next();
      String version = row.getString(1);
      // Not RESET: the session may have had another limit than its role has.
      statement.execute("SET statement_timeout = " + Quoted.text(before));
      return new Variables(version, names);
    }
  }

  private static String limit(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT pg_catalog.current_setting('statement_timeout')")) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public String question(List<SessionSetting> settings) {
    return settings.stream()
        .map(setting -> ", pg_catalog.current_setting(" + Quoted.text(setting.name()) + ")")
        .collect(Collectors.joining("", "SELECT pg_catalog.version()", ""));
  }

  @Override
  public List<String> assignments(Collection<SessionSetting> settings) {
    return List.of(
        settings.stream()
            .map(
                setting ->
                    "pg_catalog.set_config("
                        + Quoted.text(setting.name())
                        + ", "
                        + Quoted.text(setting.value())
                        + ", false)")
            .collect(Collectors.joining(", ", "SELECT ", "")));
  }

  @Override
  public String assignment(SessionSetting setting) {
    return setting.name() + " = " + Quoted.text(setting.value());
  }

  @Override
  public boolean mustAskAgain(SQLException error) {
    String state = error.getSQLState();
    return UNKNOWN_SETTING.equals(state) || CANCELLED.equals(state);
  }
}
