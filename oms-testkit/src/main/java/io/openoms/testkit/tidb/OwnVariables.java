package io.openoms.testkit.tidb;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The variables that TiDB has and MySQL lacks, or that have other values there; and those that it
 * lacks. A session begins with the global values. The global ones are thread-safe.
 */
final class OwnVariables {

  /** Whether a statement may give the values of an AUTO_RANDOM column. */
  static final String EXPLICIT_KEYS = "allow_auto_random_explicit_insert";

  /** As TiDB's own default is. */
  private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

  static {
    // As TiDB says of itself, whatever the server behind it does.
    DEFAULTS.put("lower_case_table_names", "2");
    DEFAULTS.put("server_uuid", "00000000-0000-0000-0000-000000000000");
    DEFAULTS.put("log_bin", "OFF");
    DEFAULTS.put("default_collation_for_utf8mb4", "utf8mb4_bin");
    // It knows the names, and nothing else of them.
    DEFAULTS.put("max_statement_time", "");
    DEFAULTS.put("query_cache_size", "1048576");
    DEFAULTS.put("query_cache_type", "OFF");
    DEFAULTS.put("tx_isolation", "REPEATABLE-READ");
    DEFAULTS.put("tidb_snapshot", "");
    DEFAULTS.put("tidb_read_staleness", "0");
    DEFAULTS.put("tidb_low_resolution_tso", "0");
    DEFAULTS.put("tidb_enable_external_ts_read", "0");
    DEFAULTS.put("tidb_isolation_read_engines", "tikv,tiflash,tidb");
    DEFAULTS.put("tidb_idle_transaction_timeout", "0");
    DEFAULTS.put("tidb_mem_quota_query", "1073741824");
    DEFAULTS.put(ReadOnlyMode.VARIABLE, "0");
    DEFAULTS.put("tidb_txn_mode", "pessimistic");
    DEFAULTS.put("tidb_constraint_check_in_place_pessimistic", "1");
    DEFAULTS.put("tidb_disable_txn_auto_retry", "1");
    DEFAULTS.put("tidb_batch_insert", "0");
    DEFAULTS.put("tidb_batch_delete", "0");
    DEFAULTS.put("tidb_batch_commit", "0");
    DEFAULTS.put("tidb_dml_type", "standard");
    DEFAULTS.put(EXPLICIT_KEYS, "0");
    DEFAULTS.put("tidb_gc_life_time", "10m0s");
    DEFAULTS.put("tidb_gc_max_wait_time", "86400");
  }

  /**
   * Reads with another value would not be of the present, or not of the rows: none is made here.
   */
  private static final Map<String, String> NEEDED =
      Map.of(
          "tidb_snapshot", "",
          "tidb_read_staleness", "0",
          "tidb_low_resolution_tso", "0",
          "tidb_enable_external_ts_read", "0",
          "tidb_idle_transaction_timeout", "0");

  /** A transaction with another value would not be one, or meet others late: none is made here. */
  private static final Map<String, String> NEEDED_TO_WRITE =
      Map.of(
          "tidb_txn_mode", "pessimistic",
          "tidb_constraint_check_in_place_pessimistic", "1",
          "tidb_disable_txn_auto_retry", "1",
          "tidb_batch_insert", "0",
          "tidb_batch_delete", "0",
          "tidb_batch_commit", "0",
          "tidb_dml_type", "standard");

  /** Of MySQL's variables, those that this library's statements name and TiDB lacks. */
  private static final Set<String> LACKING =
      Set.of(
          "gtid_executed",
          "gtid_purged",
          "innodb_native_foreign_keys",
          "mandatory_roles",
          "sql_generate_invisible_primary_key",
          "show_gipk_in_create_table_and_information_schema",
          "show_create_table_verbosity",
          "show_create_table_skip_secondary_engine",
          "use_secondary_engine");

  private final Map<String, String> values;

  private OwnVariables(Map<String, String> values) {
    this.values = values;
  }

  /** The global values of a server. */
  static OwnVariables global(String version) {
    Map<String, String> values = new ConcurrentHashMap<>(DEFAULTS);
    values.put("version", version);
    return new OwnVariables(values);
  }

  /** The values with which a session begins. One thread. */
  OwnVariables session() {
    return new OwnVariables(new LinkedHashMap<>(values));
  }

  static boolean isLacking(String name) {
    return LACKING.contains(name);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String value(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** Sets one; a flag is shown by its number. */
  void set(String name, String value) {
    boolean isFlag = value(name).matches("[01]");
    values.put(name, isFlag ? flag(value) : value);
  }

  private static String flag(String value) {
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "ON", "TRUE" -> "1";
      case "OFF", "FALSE" -> "0";
      default -> value;
    };
  }

  /** The first variable that would have rows read otherwise; empty when there is none. */
  String hindrance() {
    return hindrance(NEEDED);
  }

  /** The first variable that would have rows written otherwise; empty when there is none. */
  String hindranceOfWrites() {
    return hindrance(NEEDED_TO_WRITE);
  }

  private String hindrance(Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .filter(needed -> !needed.getValue().equals(values.get(needed.getKey())))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /** What SHOW VARIABLES gives, as a table {@code v} with its two columns. */
  String table(boolean global) {
    StringBuilder own = new StringBuilder();
    StringBuilder hidden = new StringBuilder("''");
    values.forEach(
        (name, value) -> {
          own.append(" UNION ALL SELECT '").append(name).append("', '").append(value).append('\'');
          hidden.append(", '").append(name).append('\'');
        });
    LACKING.forEach(name -> hidden.append(", '").append(name).append('\''));
    return "(SELECT variable_name AS Variable_name, variable_value AS Value"
        + " FROM performance_schema."
        + (global ? "global" : "session")
        + "_variables WHERE variable_name NOT IN ("
        + hidden
        + ")"
        + own
        + ") AS v";
  }
}
