package io.openoms.jdbc.session;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives sessions their settings, and reads them back: a server or proxy may ignore a SET. A session
 * that has them already costs one round trip. Which variables there are is asked once, and again
 * when a server of another version answers. Thread-safe.
 */
public final class SessionPins {

  /** The SQL state of a connection that was refused. */
  private static final String CONNECTION = "08004";

  private final SettingStatements statements;
  private final List<SessionSetting> wanted;
  private volatile @Nullable Known known;

  /** The settings that one version of a server takes. */
  private record Known(String version, List<SessionSetting> settings) {}

  /** Pins those settings by those statements. */
  public SessionPins(SettingStatements statements, List<SessionSetting> wanted) {
    this.statements = statements;
    this.wanted = List.copyOf(wanted);
  }

  /**
   * Pins a session.
   *
   * @param address the server, for an error
   * @throws MigrationException when the session keeps another value
   */
  public void pin(Connection connection, String address) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      Map<SessionSetting, String> others = others(statement);
      if (others.isEmpty()) {
        return;
      }
      for (String assignment : statements.assignments(others.keySet())) {
        statement.execute(assignment);
      }
      Map<SessionSetting, String> ignored = others(statement);
      if (!ignored.isEmpty()) {
        throw ignored(ignored.entrySet().iterator().next(), address);
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
  private Optional<Map<SessionSetting, String>> others(Statement statement, Known here)
      throws SQLException {
    Map<SessionSetting, String> others = new LinkedHashMap<>();
    try (ResultSet row = statement.executeQuery(statements.question(here.settings()))) {
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
      if (statements.mustAskAgain(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Known learn(Statement statement) throws SQLException {
    SettingStatements.Variables here = statements.variables(statement);
    return new Known(
        here.version(), wanted.stream().filter(setting -> setting.holdsFor(here.names())).toList());
  }

  private MigrationException ignored(Map.Entry<SessionSetting, String> kept, String address) {
    SessionSetting setting = kept.getKey();
    return new MigrationException(
        JdbcError.SESSION_SETTING_IGNORED,
        ErrorContext.none(),
        String.format(
            "%s was told SET %s and still shows '%s' (with another value: %s). Connect to the"
                + " server itself, or through a proxy that passes SET on",
            address, statements.assignment(setting), kept.getValue(), setting.reason()));
  }
}
