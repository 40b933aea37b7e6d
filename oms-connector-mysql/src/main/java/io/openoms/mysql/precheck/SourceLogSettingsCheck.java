package io.openoms.mysql.precheck;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.binlog.mysql.event.Decompression;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.jdbc.mysql.precheck.Account;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * SOURCE_LOG_SETTINGS: whether the binary log holds what following the source's changes needs, and
 * whether this user may read it: otherwise a run does not begin. A warning where no phase of the
 * project follows changes.
 */
final class SourceLogSettingsCheck implements Precheck {

  private static final double SECONDS_OF_DAY = 86_400;
  private static final String NAME = "SOURCE_LOG_SETTINGS";

  private final Probe probe;
  private final ServerFacts facts;
  private final Optional<LogTraits> log;

  SourceLogSettingsCheck(Probe probe, ServerFacts facts, Optional<LogTraits> log) {
    this.log = log;
    this.probe = probe;
    this.facts = facts;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (log.isEmpty()) {
      return List.of(
          PrecheckItem.skipped(NAME, "binary log", facts.product() + " has none of its own"));
    }
    boolean follows = scope.phases().contains(Phase.INCREMENTAL);
    List<PrecheckItem> items = new ArrayList<>();
    expect("log_bin", "ON", "start the server with log_bin", follows, items);
    expect("binlog_format", "ROW", "SET GLOBAL binlog_format = 'ROW'", follows, items);
    // Rows in parts are followed, too, more slowly and not all of them.
    expect("binlog_row_image", "FULL", "SET GLOBAL binlog_row_image = 'FULL'", false, items);
    if (follows && facts.setting("log_bin", "OFF").equalsIgnoreCase("ON")) {
      access().ifPresent(items::add);
      visibility().ifPresent(items::add);
      ordered().ifPresent(items::add);
      items.addAll(new LogContents(NAME, probe, facts, log.get()).faults(scope));
      retention().ifPresent(items::add);
      prepared().ifPresent(items::add);
    }
    if (follows && isCompressed() && !Decompression.isThere()) {
      items.add(
          PrecheckItem.failed(
              NAME,
              "binlog_transaction_compression",
              "it is ON, and zstd-jni, which reads compressed transactions, is left out",
              "add com.github.luben:zstd-jni to the program"));
    }
    if (follows && facts.setting("binlog_checksum", "CRC32").equalsIgnoreCase("NONE")) {
      items.add(
          PrecheckItem.warning(
              NAME,
              "binlog_checksum",
              "it is NONE: damage within a row of the log is not noticed",
              "SET GLOBAL binlog_checksum = 'CRC32'"));
    }
    if (facts.setting("server_id", "0").equals("0")) {
      String cause = "it is 0: a server without an id sends its log to nobody";
      String advice = "give the server an id of its own";
      items.add(
          follows
              ? PrecheckItem.failed(NAME, "server_id", cause, advice)
              : PrecheckItem.warning(NAME, "server_id", cause, advice));
    }
    if (follows && facts.setting("binlog_error_action", "").equalsIgnoreCase("IGNORE_ERROR")) {
      items.add(
          PrecheckItem.warning(
              NAME,
              "binlog_error_action",
              "it is IGNORE_ERROR: after an error of its log the server goes on without one",
              "SET GLOBAL binlog_error_action = 'ABORT_SERVER'"));
    }
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, "binary log")) : items;
  }

  private boolean isCompressed() {
    return facts.setting("binlog_transaction_compression", "OFF").equalsIgnoreCase("ON");
  }

  @Override
  public Set<ObjectName> unlogged(PrecheckScope scope) {
    if (log.isEmpty() || !scope.phases().contains(Phase.INCREMENTAL)) {
      return Set.of();
    }
    return isOn()
        ? new LogContents(NAME, probe, facts, log.get()).unlogged(scope)
        : scope.tables().keySet();
  }

  private boolean isOn() {
    String found = facts.setting("log_bin", "OFF");
    return found.equalsIgnoreCase("ON") || found.equals("1");
  }

  private Optional<PrecheckItem> access() {
    return probe
        .refusal("SHOW BINLOG EVENTS LIMIT 1")
        .map(
            refusal ->
                PrecheckItem.failed(
                    NAME,
                    "access to the log",
                    Objects.requireNonNullElse(refusal.getMessage(), "no message"),
                    "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO " + Account.of(probe)));
  }

  /** Without GTIDs, InnoDB alone tells which commits of the log are not visible yet. */
  private Optional<PrecheckItem> visibility() {
    if (alwaysHasNames() || facts.setting("gtid_mode", "OFF").equalsIgnoreCase("ON")) {
      return Optional.empty();
    }
    return probe
        .refusal("SHOW ENGINE INNODB STATUS")
        .map(
            refusal ->
                PrecheckItem.failed(
                    NAME,
                    "commits in hand",
                    "without gtid_mode=ON the server must be asked which commits in its log"
                        + " readers do not see yet, and it says: "
                        + refusal.getMessage(),
                    "GRANT PROCESS ON *.* TO " + Account.of(probe) + ", or turn GTIDs on"));
  }

  private Optional<PrecheckItem> ordered() {
    return alwaysHasNames() && facts.setting("gtid_strict_mode", "ON").equalsIgnoreCase("OFF")
        ? Optional.of(
            PrecheckItem.warning(
                NAME,
                "gtid_strict_mode",
                "it is OFF: numbers of transactions may go back, and a run stops when they do",
                "SET GLOBAL gtid_strict_mode = ON"))
        : Optional.empty();
  }

  private boolean alwaysHasNames() {
    return log.filter(traits -> traits.gtids().namesAll()).isPresent();
  }

  /** Zero keeps the log for good. */
  private Optional<PrecheckItem> retention() {
    double seconds = number("binlog_expire_logs_seconds");
    double kept = seconds > 0 ? seconds : number("expire_logs_days") * SECONDS_OF_DAY;
    if (kept == 0 || kept >= SECONDS_OF_DAY) {
      return Optional.empty();
    }
    return Optional.of(
        PrecheckItem.warning(
            NAME,
            "retention",
            "the log is kept for "
                + (long) kept
                + " seconds; a run that stops for longer than"
                + " that cannot go on",
            "SET GLOBAL binlog_expire_logs_seconds = 259200 (before MySQL 8.0: expire_logs_days)"));
  }

  private double number(String name) {
    try {
      return Double.parseDouble(facts.setting(name, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Without the privilege to ask, the check reports nothing. */
  private Optional<PrecheckItem> prepared() {
    if (probe.refusal("XA RECOVER").isPresent()) {
      return Optional.empty();
    }
    int count = probe.rows("XA RECOVER").size();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            PrecheckItem.warning(
                NAME,
                "XA transactions",
                count
                    + " are prepared (XA RECOVER); the start waits for them, a minute at the most",
                "commit them or roll them back"));
  }

  private void expect(
      String name, String wanted, String advice, boolean needed, List<PrecheckItem> items) {
    String found = facts.setting(name, "not told by the server");
    boolean fits = found.equalsIgnoreCase(wanted) || (wanted.equals("ON") && found.equals("1"));
    if (!fits) {
      String cause = "it is " + found + "; following changes needs " + wanted;
      items.add(
          needed
              ? PrecheckItem.failed(NAME, name, cause, advice)
              : PrecheckItem.warning(NAME, name, cause, advice));
    }
  }
}
