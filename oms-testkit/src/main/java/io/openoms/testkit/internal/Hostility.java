package io.openoms.testkit.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Global settings that change what a session's statements give or do, all at once. Stateless.
 *
 * @param globals sets them, for every session that begins afterwards
 * @param session gives one session the usual values back
 * @param parameters of a session's address, which give it some of them from its first moment
 */
record Hostility(List<String> globals, List<String> session, String parameters) {

  static final Hostility NONE = new Hostility(List.of(), List.of(), "");

  /** What the kind of server takes. */
  static Hostility of(ServerKind kind) {
    return switch (kind) {
      case OCEANBASE -> oceanBase();
      case MARIADB -> mariaDb();
      case MYSQL97, MYSQL80 -> mySql();
      case POSTGRESQL14, POSTGRESQL16, POSTGRESQL18 -> PostgreSqlHostility.all();
      case MYSQL56 ->
          throw new IllegalArgumentException("there is no hostile profile of " + kind.name());
    };
  }

  /** A variable's name, its hostile and its usual value. */
  private record Setting(String name, String hostile, String usual) {}

  /** What several lists of settings make together. */
  private static Hostility with(List<List<Setting>> lists) {
    List<String> globals = new ArrayList<>();
    List<String> session = new ArrayList<>();
    for (Setting setting : lists.stream().flatMap(List::stream).toList()) {
      globals.add("SET GLOBAL " + setting.name() + " = " + setting.hostile());
      String usual = "SET SESSION " + setting.name() + " = " + setting.usual();
      // The SQL mode says how the others are read.
      session.add(setting.name().equals("sql_mode") ? 0 : session.size(), usual);
    }
    return new Hostility(globals, session, "");
  }

  private static Setting of(String name, String hostile, String usual) {
    return new Setting(name, hostile, usual);
  }

  private static List<Setting> family() {
    return List.of(
        of("sql_select_limit", "1000", "9223372036854775807"),
        of("sql_auto_is_null", "1", "0"),
        of("sql_safe_updates", "1", "0"),
        of("sql_buffer_result", "1", "0"),
        of("net_write_timeout", "1", "60"),
        of("net_read_timeout", "1", "30"),
        of("wait_timeout", "2", "28800"),
        of("lock_wait_timeout", "1", "86400"),
        of("innodb_lock_wait_timeout", "1", "50"),
        of("div_precision_increment", "9", "4"),
        of("max_error_count", "0", "64"),
        of("completion_type", "'CHAIN'", "'NO_CHAIN'"),
        of("autocommit", "0", "1"),
        of("explicit_defaults_for_timestamp", "0", "1"),
        of("unique_checks", "0", "1"),
        of("sql_quote_show_create", "0", "1"));
  }

  private static List<Setting> servers() {
    return List.of(
        of("transaction_isolation", "'READ-UNCOMMITTED'", "'REPEATABLE-READ'"),
        of("max_join_size", "1000", "18446744073709551615"),
        of("sql_big_selects", "0", "1"),
        of("max_sort_length", "64", "1024"),
        of("default_week_format", "3", "0"),
        of("lc_time_names", "'de_DE'", "'en_US'"),
        of("default_storage_engine", "'MyISAM'", "'InnoDB'"),
        of("foreign_key_checks", "0", "1"),
        of("collation_connection", "'utf8mb4_bin'", "'utf8mb4_general_ci'"),
        of("time_zone", "'-05:00'", "'+00:00'"),
        of("transaction_read_only", "1", "0"));
  }

  private static Hostility mySql() {
    return with(
        List.of(
            family(),
            servers(),
            List.of(
                of("max_execution_time", "200", "0"),
                of("show_create_table_verbosity", "1", "0"),
                of("show_gipk_in_create_table_and_information_schema", "0", "1"),
                of("sql_generate_invisible_primary_key", "1", "0"),
                of("default_collation_for_utf8mb4", "utf8mb4_general_ci", "utf8mb4_0900_ai_ci"),
                of(
                    "sql_mode",
                    "'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,IGNORE_SPACE,"
                        + "PAD_CHAR_TO_FULL_LENGTH,HIGH_NOT_PRECEDENCE,REAL_AS_FLOAT,"
                        + "NO_UNSIGNED_SUBTRACTION,NO_ZERO_DATE,NO_ZERO_IN_DATE'",
                    "'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'"))));
  }

  private static Hostility mariaDb() {
    return with(
        List.of(
            family(),
            servers(),
            List.of(
                of("max_statement_time", "0.2", "0"),
                of("idle_transaction_timeout", "1", "0"),
                of("old_mode", "'ZERO_DATE_TIME_CAST'", "'UTF8_IS_UTF8MB3'"),
                of("check_constraint_checks", "0", "1"),
                of("character_set_collations", "'utf8mb4=uca1400_ai_ci'", "''"),
                of(
                    "sql_mode",
                    "'ORACLE,ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,"
                        + "PAD_CHAR_TO_FULL_LENGTH,EMPTY_STRING_IS_NULL,NO_ZERO_DATE'",
                    "'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'"))));
  }

  private static Hostility oceanBase() {
    return with(
        List.of(
            family(),
            List.of(
                of("transaction_isolation", "'SERIALIZABLE'", "'READ-COMMITTED'"),
                of("tx_read_only", "1", "0"),
                of("max_execution_time", "200", "0"),
                of("ob_query_timeout", "500000", "86400000000"),
                of("ob_trx_timeout", "1000000", "86400000000"),
                of("ob_read_consistency", "'WEAK'", "'STRONG'"),
                of("recyclebin", "1", "0"),
                of(
                    "sql_mode",
                    "'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,NO_ZERO_DATE'",
                    "'STRICT_ALL_TABLES'"))));
  }
}
