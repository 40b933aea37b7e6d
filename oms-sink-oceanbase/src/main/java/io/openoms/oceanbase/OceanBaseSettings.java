package io.openoms.oceanbase;

import io.openoms.jdbc.mysql.connection.SessionSettings;
import io.openoms.jdbc.session.SessionSetting;
import java.util.List;

/** What sessions at OceanBase have beside what the family shares. Stateless. */
final class OceanBaseSettings {

  private static final String A_DAY_IN_MICROS = "86400000000";

  static final List<SessionSetting> ALL = SessionSettings.with(own());

  private OceanBaseSettings() {}

  private static List<SessionSetting> own() {
    return List.of(
        SessionSetting.of(
            "sql_mode",
            "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES",
            "takes quotes, backslashes and || otherwise, bends or refuses values"),
        SessionSetting.of(
            "default_collation_for_utf8mb4", "utf8mb4_general_ci", "compares texts otherwise"),
        SessionSetting.of("collation_connection", "utf8mb4_general_ci", "compares texts otherwise"),
        SessionSetting.of("transaction_isolation", "READ-COMMITTED", "misses what is committed"),
        SessionSetting.of("tx_isolation", "READ-COMMITTED", "its name before 4.0")
            .without("transaction_isolation"),
        SessionSetting.of("explicit_defaults_for_timestamp", "1", "gives TIMESTAMP a default"),
        SessionSetting.of("foreign_key_checks", "0", "refuses children before their parents"),
        SessionSetting.of("ob_query_timeout", A_DAY_IN_MICROS, "ends a long statement"),
        SessionSetting.of("ob_trx_timeout", A_DAY_IN_MICROS, "ends a long transaction"),
        SessionSetting.of("ob_trx_idle_timeout", A_DAY_IN_MICROS, "ends a transaction that waits"),
        // A kernel that was killed may keep a transaction without its client for ever, and its
        // locks with it: better an error that is tried again, and named in the end.
        SessionSetting.of("ob_trx_lock_timeout", "20000000", "waits for a lock without end"),
        SessionSetting.of("ob_read_consistency", "STRONG", "reads an old state of a replica"),
        SessionSetting.of("is_result_accurate", "1", "gives estimates"),
        SessionSetting.of("_show_ddl_in_compat_mode", "0", "hides clauses"));
  }
}
