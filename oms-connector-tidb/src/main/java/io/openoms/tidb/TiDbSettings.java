package io.openoms.tidb;

import io.openoms.jdbc.mysql.connection.SessionSettings;
import io.openoms.jdbc.session.SessionSetting;
import java.util.ArrayList;
import java.util.List;

/** What sessions at TiDB have beside what the family shares. Stateless. */
final class TiDbSettings {

  static final List<SessionSetting> ALL = SessionSettings.with(own());

  private TiDbSettings() {}

  private static List<SessionSetting> own() {
    List<SessionSetting> settings = new ArrayList<>(writing());
    settings.addAll(reading());
    return settings;
  }

  /** A session that writes: one transaction is one, and each statement meets what is committed. */
  private static List<SessionSetting> writing() {
    return List.of(
        SessionSetting.of("tidb_txn_mode", "pessimistic", "does not lock rows that it reads"),
        SessionSetting.of("tidb_constraint_check_in_place_pessimistic", "1", "finds doubles late"),
        SessionSetting.of("tidb_disable_txn_auto_retry", "1", "commits what was read before"),
        SessionSetting.of("tidb_batch_insert", "0", "commits a part of a transaction"),
        SessionSetting.of("tidb_batch_delete", "0", "commits a part of a transaction"),
        SessionSetting.of("tidb_batch_commit", "0", "commits a part of a transaction"),
        SessionSetting.of("tidb_dml_type", "standard", "commits a part of a transaction"),
        SessionSetting.of("tidb_skip_utf8_check", "0", "takes bytes that are no text"),
        SessionSetting.of("tidb_skip_ascii_check", "0", "takes bytes that are no text"),
        SessionSetting.of("allow_auto_random_explicit_insert", "1", "refuses rows with their key"),
        SessionSetting.of("foreign_key_checks", "0", "refuses children before their parents"));
  }

  private static List<SessionSetting> reading() {
    return List.of(
        SessionSetting.of(
            "sql_mode",
            "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES",
            "takes quotes, backslashes and || otherwise, pads CHAR, refuses dates"),
        // Literals with and without a character set must not differ in collation.
        // Another product may not take this value; the precheck, which refuses it, must be reached.
        SessionSetting.of(
                "default_collation_for_utf8mb4", "utf8mb4_bin", "compares texts otherwise")
            .with("tidb_snapshot"),
        SessionSetting.of("collation_connection", "utf8mb4_bin", "compares texts otherwise"),
        SessionSetting.of(
            "transaction_isolation", "REPEATABLE-READ", "changes a state of rows while it is read"),
        SessionSetting.of("tx_isolation", "REPEATABLE-READ", "its older name")
            .without("transaction_isolation"),
        SessionSetting.of("tidb_low_resolution_tso", "0", "reads what was there seconds ago"),
        SessionSetting.of("tidb_read_consistency", "strict", "reads what is undone later"),
        SessionSetting.of("tidb_enable_external_ts_read", "0", "reads the past"),
        SessionSetting.of("tidb_isolation_read_engines", "tikv,tidb", "sums with other rounding"),
        SessionSetting.of("tidb_idle_transaction_timeout", "0", "ends a state that is read"),
        // The last two in this order: other assignments have undone the second on some versions.
        SessionSetting.of("tidb_read_staleness", "0", "reads the past"),
        SessionSetting.of("tidb_snapshot", "", "reads the past"));
  }
}
