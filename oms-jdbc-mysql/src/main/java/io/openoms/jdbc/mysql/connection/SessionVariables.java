package io.openoms.jdbc.mysql.connection;

import io.openoms.jdbc.session.SessionSetting;
import io.openoms.jdbc.session.SettingStatements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and sets the session variables of servers of the family. Immutable. */
public final class SessionVariables implements SettingStatements {

  private static final int UNKNOWN_VARIABLE = 1193;

  private final Set<Integer> timeOver;

  /** With the error numbers by which a server says that a query took too long. */
  public SessionVariables(Set<Integer> timeOver) {
    this.timeOver = Set.copyOf(timeOver);
  }

  @Override
  public Variables variables(Statement statement) throws SQLException {
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
      return new Variables(row.getString(1), names);
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

  @Override
  public String question(List<SessionSetting> settings) {
    return settings.stream()
        .map(setting -> ", @@SESSION." + setting.name())
        .collect(Collectors.joining("", "SELECT VERSION()", ""));
  }

  /** The SQL mode comes first, alone: it says how the other assignments are read. */
  @Override
  public List<String> assignments(Collection<SessionSetting> settings) {
    Map<Boolean, List<SessionSetting>> parts =
        settings.stream()
            .collect(Collectors.partitioningBy(setting -> setting.name().equals("sql_mode")));
    List<String> statements = new ArrayList<>();
    for (List<SessionSetting> part : List.of(parts.get(true), parts.get(false))) {
      if (!part.isEmpty()) {
        statements.add(
            part.stream().map(this::assignment).collect(Collectors.joining(", ", "SET ", "")));
      }
    }
    return statements;
  }

  @Override
  public String assignment(SessionSetting setting) {
    String value = setting.isNumber() ? setting.value() : "'" + setting.value() + "'";
    return "SESSION " + setting.name() + " = " + value;
  }

  @Override
  public boolean mustAskAgain(SQLException error) {
    return error.getErrorCode() == UNKNOWN_VARIABLE || timeOver.contains(error.getErrorCode());
  }
}
