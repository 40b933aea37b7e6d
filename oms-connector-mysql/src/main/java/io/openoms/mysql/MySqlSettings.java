package io.openoms.mysql;

import io.openoms.jdbc.mysql.connection.SessionSettings;
import io.openoms.jdbc.session.SessionSetting;
import java.util.List;

/** What sessions at MySQL and MariaDB have beside what the family shares. Stateless. */
final class MySqlSettings {

  static final List<SessionSetting> ALL = SessionSettings.with(own());

  /**
   * A variable of servers that are neither MySQL nor MariaDB. The precheck of versions refuses
   * these; it must be reached.
   */
  private static final String OTHER_PRODUCT = "ob_query_timeout";

  private MySqlSettings() {}

  private static List<SessionSetting> own() {
    return List.of(
        SessionSetting.of(
            "sql_mode",
            "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES",
            "takes quotes, backslashes and || otherwise, pads CHAR, refuses dates"),
        // Literals with and without a character set must not differ in collation.
        SessionSetting.of(
                "default_collation_for_utf8mb4", "utf8mb4_0900_ai_ci", "compares texts otherwise")
            .with("mandatory_roles"),
        SessionSetting.of("collation_connection", "utf8mb4_0900_ai_ci", "compares texts otherwise")
            .with("mandatory_roles"),
        SessionSetting.of("character_set_collations", "", "compares texts otherwise"),
        SessionSetting.of("collation_connection", "utf8mb4_general_ci", "compares texts otherwise")
            .without("mandatory_roles"),
        SessionSetting.of("transaction_isolation", "REPEATABLE-READ", "reads what is undone later"),
        SessionSetting.of("tx_isolation", "REPEATABLE-READ", "its name before MySQL 5.7.20")
            .without("transaction_isolation"),
        // In this order: a limit of rows turns big selects off.
        SessionSetting.of("max_join_size", "18446744073709551615", "refuses large reads")
            .without(OTHER_PRODUCT),
        SessionSetting.of("sql_big_selects", "1", "refuses large reads"),
        SessionSetting.of("max_statement_time", "0", "ends a long statement (MariaDB)"),
        SessionSetting.of("idle_transaction_timeout", "0", "ends a snapshot (MariaDB)"),
        SessionSetting.of("idle_readonly_transaction_timeout", "0", "ends a snapshot (MariaDB)"),
        SessionSetting.of("idle_write_transaction_timeout", "0", "ends a transaction (MariaDB)"),
        SessionSetting.of("use_secondary_engine", "OFF", "reads a copy with other rounding"),
        SessionSetting.of(
            "old_mode", "", "casts otherwise, and names character sets otherwise (MariaDB)"),
        SessionSetting.of("sql_if_exists", "0", "lets DROP of what is not there succeed (MariaDB)"),
        SessionSetting.of("system_versioning_asof", "DEFAULT", "reads the past (MariaDB)"),
        SessionSetting.of("check_constraint_checks", "1", "takes wrong rows (MariaDB)"),
        SessionSetting.of("foreign_key_checks", "0", "refuses children before their parents"));
  }
}
