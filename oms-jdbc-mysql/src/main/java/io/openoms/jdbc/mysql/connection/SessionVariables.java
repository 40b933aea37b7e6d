package io.openoms.jdbc.mysql.connection;

import io.openoms.jdbc.session.SessionSetting;
import io.openoms.jdbc.session.SessionValues;
import io.openoms.jdbc.session.SettingStatements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and sets the session variables of servers of the family. Immutable. */
public final class SessionVariables implements SettingStatements {

  private static final int UNKNOWN_VARIABLE = 1193;

  /** They are no texts: MariaDB refuses 'DEFAULT' where it shows DEFAULT. */
  private static final Set<String> WORDS = Set.of(SessionValues.NULL, "DEFAULT");

  /** Limits that cut or refuse the list of variables, too, and the value that lifts them. */
  private static final Map<String, String> UNLIMITED = unlimited();

  /** Those that can end even the question for their own value. */
  private static final Set<String> TIMED = Set.of("max_execution_time", "max_statement_time");

  private static Map<String, String> unlimited() {
    Map<String, String> limits = new LinkedHashMap<>();
    limits.put("sql_select_limit", "9223372036854775807");
    limits.put("max_execution_time", "0");
    limits.put("max_statement_time", "0");
    limits.put("sql_big_selects", "1");
    return limits;
  }

  private final Set<Integer> timeOver;

  /** With the error numbers by which a server says that a query took too long. */
  public SessionVariables(Set<Integer> timeOver) {
    this.timeOver = Set.copyOf(timeOver);
  }

  @Override
  public Variables variables(Statement statement) throws SQLException {
    Map<String, String> before = new LinkedHashMap<>();
    for (Map.Entry<String, String> limit : UNLIMITED.entrySet()) {
      unlimit(statement, limit.getKey(), limit.getValue(), before);
    }
    Set<String> names = new HashSet<>();
    try (ResultSet rows = statement.executeQuery("SHOW SESSION VARIABLES")) {
      while (rows.next()) {
        names.add(rows.getString(1).toLowerCase(Locale.ROOT));
      }
    }
    String version;
    try (ResultSet row = statement.executeQuery("SELECT VERSION()")) {
      row.next();
      version = row.getString(1);
    }
    for (Map.Entry<String, String> limit : before.entrySet()) {
      // A server that only pretends to know a variable may show an empty text.
      String value = limit.getValue().isEmpty() ? "''" : limit.getValue();
      statement.execute("SET SESSION " + limit.getKey() + " = " + value);
    }
    return new Variables(version, names);
  }

  /**
   * Lifts a limit where the server knows it, and keeps the value that it had. A busy server may
   * need longer for the answer than its limit of time allows.
   */
  private static void unlimit(
      Statement statement, String variable, String none, Map<String, String> before)
      throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT @@SESSION." + variable)) {
      // Only a session that is limited to no rows gives none.
      before.put(variable, row.next() ? row.getString(1) : "0");
    } catch (SQLException e) {
      if (e.getErrorCode() == UNKNOWN_VARIABLE) {
        return;
      }
      if (!TIMED.contains(variable)) {
        throw e;
      }
    }
    statement.execute("SET SESSION " + variable + " = " + none);
  }

  /** A session's collation is the default one of its character set once that is assigned. */
  @Override
  public List<SessionSetting> companions() {
    return List.of(SessionSetting.of("collation_connection", "", ""));
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
    return "SESSION " + setting.name() + " = " + literal(setting);
  }

  private static String literal(SessionSetting setting) {
    boolean plain = setting.isNumber() || WORDS.contains(setting.value());
    return plain ? setting.value() : "'" + setting.value().replace("'", "''") + "'";
  }

  @Override
  public boolean mustAskAgain(SQLException error) {
    return error.getErrorCode() == UNKNOWN_VARIABLE || timeOver.contains(error.getErrorCode());
  }
}
