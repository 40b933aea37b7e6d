package io.openoms.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A session that shows a server's rows as they are, whatever its operator has set for all sessions:
 * every setting that decides which rows a SELECT gives, or how a value looks, is given a value of
 * our own. For checks that judge a migration. Stateless.
 *
 * <p>Which variables a server has is asked, not concluded from its version.
 */
public final class PlainSession {

  private static final int UNKNOWN_VARIABLE = 1193;
  private static final String DAY_IN_MICROSECONDS = "86400000000";

  // Values as they stand in a SET statement. Not DEFAULT: that is what the operator has set.
  private static final Map<String, String> PINS = new LinkedHashMap<>();

  static {
    // Which rows come, and whether all of them.
    PINS.put("sql_auto_is_null", "0");
    PINS.put("max_execution_time", "0");
    PINS.put("max_statement_time", "0");
    PINS.put("ob_query_timeout", DAY_IN_MICROSECONDS);
    PINS.put("ob_trx_timeout", DAY_IN_MICROSECONDS);
    PINS.put("net_write_timeout", "600");
    PINS.put("group_concat_max_len", "16777216");
    PINS.put("show_gipk_in_create_table_and_information_schema", "1");
    PINS.put("transaction_isolation", "'REPEATABLE-READ'");
    PINS.put("tx_isolation", "'REPEATABLE-READ'");
    // How a value looks.
    PINS.put("time_zone", "'+00:00'");
    PINS.put("lc_time_names", "'en_US'");
    PINS.put("div_precision_increment", "4");
    PINS.put("character_set_client", "utf8mb4");
    PINS.put("character_set_connection", "utf8mb4");
    PINS.put("collation_connection", "utf8mb4_bin");
    // The bytes of each column are given in its own character set.
    PINS.put("character_set_results", "NULL");
  }

  private PlainSession() {}

  /**
   * Sets a connection's session and opens a statement that leaves JDBC's escapes as they stand. An
   * open transaction keeps its isolation level.
   *
   * @param connection a connection of MySQL Connector/J; its session stays as it is set here
   * @return a statement that gives all rows; the caller closes it
   * @throws SQLException when the server refuses a setting
   */
  public static Statement statement(Connection connection) throws SQLException {
    Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    try {
      statement.setEscapeProcessing(false);
      // First those that could cut, bend or forbid the list of variables itself.
      statement.execute("SET SESSION sql_mode = '', SESSION sql_select_limit = " + Long.MAX_VALUE);
      allowBigSelects(statement);
      statement.execute("SET " + String.join(", ", assignments(statement)));
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /** Without a look whether the server has such a setting: the look itself may be too big. */
  private static void allowBigSelects(Statement statement) throws SQLException {
    try {
      statement.execute("SET SESSION sql_big_selects = 1");
    } catch (SQLException e) {
      if (e.getErrorCode() != UNKNOWN_VARIABLE) {
        throw e;
      }
    }
  }

  private static List<String> assignments(Statement statement) throws SQLException {
    List<String> assignments = new ArrayList<>();
    String names = String.join("', '", PINS.keySet());
    try (ResultSet known =
        statement.executeQuery("SHOW SESSION VARIABLES WHERE variable_name IN ('" + names + "')")) {
      while (known.next()) {
        String name = known.getString(1).toLowerCase(Locale.ROOT);
        assignments.add("SESSION " + name + " = " + PINS.get(name));
      }
    }
    return assignments;
  }
}
