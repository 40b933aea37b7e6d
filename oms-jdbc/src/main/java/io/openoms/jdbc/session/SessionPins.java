package io.openoms.jdbc.session;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
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
   * @return the values that the session had before; empty when it did not show them
   * @throws MigrationException when the session keeps another value
   */
  public Optional<SessionValues> pin(Connection connection, String address) throws SQLException {
    commitEachStatement(connection);
    try (Statement statement = connection.createStatement()) {
      SessionValues before = shown(statement);
      Map<SessionSetting, String> others = others(before);
      if (!others.isEmpty()) {
        assign(statement, others.keySet());
        Map<SessionSetting, String> ignored = others(shown(statement));
        if (!ignored.isEmpty()) {
          throw ignored(ignored.entrySet().iterator().next(), address);
        }
      }
      return before.isKnown() ? Optional.of(before) : Optional.empty();
    }
  }

  /**
   * Has the driver commit each statement, but asks for nothing that it thinks it has: a server may
   * keep that as a variable that somebody has set by a statement, and it is to be read first.
   */
  private static void commitEachStatement(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.setAutoCommit(true);
    }
  }

  /**
   * Gives a session the values back that it had before it was pinned, and reads them back; an open
   * transaction is rolled back. The driver then commits each statement. Blocks.
   *
   * @throws SQLException also when the session keeps another value
   */
  public void restore(Connection connection, SessionValues before) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
      // Not later: with some drivers this sets a variable, too.
      commitEachStatement(connection);
      List<SessionSetting> changed = before.changed(shown(statement));
      if (!changed.isEmpty()) {
        assign(statement, changed);
        if (!before.changed(shown(statement)).isEmpty()) {
          throw new SQLException("the session does not take its former settings back", CONNECTION);
        }
      }
    }
  }

  private void assign(Statement statement, Collection<SessionSetting> settings)
      throws SQLException {
    for (String assignment : statements.assignments(settings)) {
      statement.execute(assignment);
    }
  }

  /** The settings that the session has not, with the values that it has instead. */
  private static Map<SessionSetting, String> others(SessionValues shown) {
    Map<SessionSetting, String> others = new LinkedHashMap<>();
    shown
        .values()
        .forEach(
            (setting, value) -> {
              if (!setting.reason().isEmpty() && !setting.is(value)) {
                others.put(setting, value);
              }
            });
    return others;
  }

  private SessionValues shown(Statement statement) throws SQLException {
    Known here = known;
    Optional<SessionValues> shown = here == null ? Optional.empty() : shown(statement, here);
    if (shown.isPresent()) {
      return shown.get();
    }
    Known learned = learn(statement);
    known = learned;
    return shown(statement, learned)
        .orElseThrow(
            () -> new SQLException("servers of several versions answer by turns", CONNECTION));
  }

  /** Empty when the server is not the one that was asked for its variables. */
  private Optional<SessionValues> shown(Statement statement, Known here) throws SQLException {
    Map<SessionSetting, String> values = new LinkedHashMap<>();
    try (ResultSet row = statement.executeQuery(statements.question(here.settings()))) {
      // A session that is limited to no rows answers by none.
      boolean answered = row.next();
      if (answered && !here.version().equals(row.getString(1))) {
        return Optional.empty();
      }
      for (int i = 0; i < here.settings().size(); i++) {
        String value = answered ? row.getString(i + 2) : null;
        values.put(here.settings().get(i), value == null ? SessionValues.NULL : value);
      }
      return Optional.of(new SessionValues(values, answered));
    } catch (SQLException e) {
      if (statements.mustAskAgain(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Known learn(Statement statement) throws SQLException {
    SettingStatements.Variables here = statements.variables(statement);
    List<SessionSetting> all = new ArrayList<>(wanted);
    all.addAll(statements.companions());
    return new Known(
        here.version(), all.stream().filter(setting -> setting.holdsFor(here.names())).toList());
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
