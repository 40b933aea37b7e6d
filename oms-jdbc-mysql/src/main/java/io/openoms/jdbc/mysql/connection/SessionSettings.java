package io.openoms.jdbc.mysql.connection;

import io.openoms.jdbc.session.SessionSetting;
import java.util.ArrayList;
import java.util.List;

/**
 * The variables that decide what a statement gives or does, for servers of the MySQL family, with
 * one value each. Without them a session takes what an administrator, {@code init_connect} or a
 * data source has set. Stateless.
 *
 * <p>Left as the server has them:
 *
 * <ul>
 *   <li>what decides how fast a statement is, but not what it gives ({@code optimizer_switch},
 *       buffers, {@code ob_enable_transformation}, {@code parallel_degree_policy}), or only ends it
 *       with an error that names the limit ({@code max_allowed_packet}, {@code
 *       max_session_mem_used});
 *   <li>what concerns others: {@code sql_log_bin}, {@code binlog_format}, {@code binlog_row_image}
 *       (our own writes must be in the log as all others are), {@code recyclebin};
 *   <li>what an ordinary account may not set, or older servers not at all, and only creation at a
 *       MySQL sink would need ({@code sql_generate_invisible_primary_key}, {@code
 *       sql_require_primary_key}, {@code innodb_strict_mode}, {@code
 *       explicit_defaults_for_timestamp});
 *   <li>what expressions of the caller's own mean (row filters, virtual columns): {@code
 *       div_precision_increment}, {@code default_week_format}, {@code lc_time_names}, {@code
 *       block_encryption_mode}, {@code default_regex_flags}. Statements of this library use none;
 *   <li>what none of its statements comes near: {@code group_concat_max_len}, {@code
 *       cte_max_recursion_depth}, {@code max_error_count}, {@code sql_notes}.
 * </ul>
 */
public final class SessionSettings {

  /** How long a server waits for the next statement of a session that is not said otherwise. */
  static final long IDLE_SECONDS = 28_800;

  private static final String A_DAY = "86400";

  private SessionSettings() {}

  /** What all servers of the family get, and then a product's own. */
  public static List<SessionSetting> with(List<SessionSetting> own) {
    List<SessionSetting> settings = new ArrayList<>();
    settings.addAll(texts());
    settings.addAll(results());
    settings.addAll(waits());
    settings.addAll(definitions());
    settings.addAll(own);
    return List.copyOf(settings);
  }

  private static List<SessionSetting> texts() {
    return List.of(
        SessionSetting.of(
            "character_set_client", "utf8mb4", "reads statements in another encoding"),
        SessionSetting.of("character_set_results", "utf8mb4", "sends values in another encoding"),
        SessionSetting.of(
            "character_set_connection", "utf8mb4", "takes literals for another encoding"),
        SessionSetting.of("time_zone", "+00:00", "reads and shows TIMESTAMP in another zone"));
  }

  private static List<SessionSetting> results() {
    return List.of(
        SessionSetting.of("sql_select_limit", "9223372036854775807", "cuts SELECT and SHOW"),
        SessionSetting.of("max_execution_time", "0", "ends a long read"),
        SessionSetting.of("sql_auto_is_null", "0", "IS NULL finds the last inserted row"),
        SessionSetting.of("sql_safe_updates", "0", "refuses changes without a key"),
        SessionSetting.of("sql_buffer_result", "0", "keeps a copy of each result at the server"),
        SessionSetting.of("max_sort_length", "1024", "orders texts by their first bytes"),
        SessionSetting.of("autocommit", "1", "does not commit a statement on its own"),
        SessionSetting.of("completion_type", "NO_CHAIN", "COMMIT begins or ends something else"),
        SessionSetting.of("transaction_read_only", "0", "refuses writes"),
        SessionSetting.of("tx_read_only", "0", "its older name").without("transaction_read_only"),
        SessionSetting.of("unique_checks", "1", "lets equal values into a unique index"));
  }

  private static List<SessionSetting> waits() {
    return List.of(
        SessionSetting.of("net_write_timeout", A_DAY, "cuts a reader that the sink holds back"),
        // Not longer: the sender of half a statement may be dead, and its locks are held so long.
        SessionSetting.of("net_read_timeout", "30", "cuts a large statement on a slow link"),
        SessionSetting.of("wait_timeout", Long.toString(IDLE_SECONDS), "cuts a session that waits"),
        SessionSetting.of("lock_wait_timeout", A_DAY, "gives up while a definition changes"),
        SessionSetting.of(
            "innodb_lock_wait_timeout", "50", "gives up at once at a locked row, or not at all"));
  }

  private static List<SessionSetting> definitions() {
    return List.of(
        SessionSetting.of("sql_quote_show_create", "1", "shows names without quotes"),
        SessionSetting.of("show_create_table_verbosity", "0", "shows what nobody has set"),
        SessionSetting.of("show_create_table_skip_secondary_engine", "0", "hides a clause"),
        SessionSetting.of(
            "show_gipk_in_create_table_and_information_schema",
            "1",
            "hides a key that the log has"),
        SessionSetting.of("information_schema_stats_expiry", "0", "shows numbers from a cache"),
        SessionSetting.of("default_storage_engine", "InnoDB", "makes tables without transactions"));
  }
}
