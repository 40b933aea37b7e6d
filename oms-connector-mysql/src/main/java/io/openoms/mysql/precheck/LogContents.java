package io.openoms.mysql.precheck;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.log.LogFilters;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.jdbc.mysql.precheck.Selection;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a server leaves out of its log although it writes one: databases that it filters, and what
 * it replicates from another server. Blocks on the server.
 */
final class LogContents {

  private final String check;
  private final Probe probe;
  private final ServerFacts facts;
  private final LogTraits log;

  LogContents(String check, Probe probe, ServerFacts facts, LogTraits log) {
    this.log = log;
    this.check = check;
    this.probe = probe;
    this.facts = facts;
  }

  /** What keeps changes of the selected tables out of the log. */
  List<PrecheckItem> faults(PrecheckScope scope) {
    List<PrecheckItem> items = new ArrayList<>();
    filters().ifPresent(filters -> filtered(scope, filters, items));
    replicated(items);
    return items;
  }

  /** The selected tables whose changes are not in the log. */
  Set<ObjectName> unlogged(PrecheckScope scope) {
    List<PrecheckItem> items = new ArrayList<>();
    replicated(items);
    if (items.stream().anyMatch(item -> item.status() == PrecheckItem.Status.FAILED)) {
      return scope.tables().keySet();
    }
    Predicate<String> isLeftOut =
        filters()
            .<Predicate<String>>map(
                filters -> name -> filters.lacks(name, folds()) || filters.ignores(name, folds()))
            .orElse(name -> false);
    return scope.tables().keySet().stream()
        .filter(table -> isLeftOut.test(table.database()))
        .collect(Collectors.toSet());
  }

  private boolean folds() {
    return !facts.setting("lower_case_table_names", "0").equals("0");
  }

  private Optional<LogFilters> filters() {
    return status().stream()
        .findFirst()
        .map(
            row ->
                LogFilters.of(
                    row.getOrDefault("binlog_do_db", ""),
                    row.getOrDefault("binlog_ignore_db", "")));
  }

  private void filtered(PrecheckScope scope, LogFilters filters, List<PrecheckItem> items) {
    List<String> databases = new ArrayList<>(Selection.databases(Selection.sources(scope)));
    if (scope.bothWays()) {
      // What the other direction writes is told by the changes of its bookkeeping.
      databases.add(scope.stateSchema());
    }
    filter("binlog_do_db", filters.only(), databases, name -> filters.lacks(name, folds()), items);
    filter(
        "binlog_ignore_db",
        filters.never(),
        databases,
        name -> filters.ignores(name, folds()),
        items);
  }

  private void filter(
      String option,
      List<String> value,
      List<String> databases,
      Predicate<String> isLeftOut,
      List<PrecheckItem> items) {
    if (value.isEmpty()) {
      return;
    }
    List<String> lost = databases.stream().filter(isLeftOut).toList();
    String cause = "the server has " + option.replace('_', '-') + "=" + String.join(",", value);
    items.add(
        lost.isEmpty()
            ? PrecheckItem.warning(
                check,
                option,
                cause + ": a definition that is changed from within such a database is not logged",
                "start the server without it")
            : PrecheckItem.failed(
                check,
                option,
                cause + ": changes in " + String.join(", ", lost) + " are not in its log",
                "start the server without it; tables that were followed before are copied anew"
                    + " then"));
  }

  /** Whoever may not ask is told to see to it. */
  private void replicated(List<PrecheckItem> items) {
    String option = facts.setting("log_replica_updates", facts.setting("log_slave_updates", "ON"));
    if (!option.equalsIgnoreCase("OFF")) {
      return;
    }
    String advice = "start the server with log_replica_updates=ON (log_slave_updates)";
    String sql = log.replicaStatus(facts).all();
    boolean hidden = probe.refusal(sql).isPresent();
    boolean replicates = hidden ? isReplicaAtWork() : !probe.rows(sql).isEmpty();
    if (replicates) {
      items.add(
          PrecheckItem.failed(
              check,
              "log_replica_updates",
              "the server is a replica and writes nothing of what it replicates to its log",
              advice + ", or follow its primary"));
    } else if (hidden) {
      items.add(
          PrecheckItem.warning(
              check,
              "log_replica_updates",
              "it is OFF, and this user may not ask whether the server is a replica",
              advice));
    }
  }

  /** MariaDB tells everybody; MySQL does not. */
  private boolean isReplicaAtWork() {
    return probe.rows("SHOW GLOBAL STATUS LIKE 'Slave_running'").stream()
        .anyMatch(row -> row.get(1).equals("ON"));
  }

  /** A user who may not ask fails by another item. */
  private List<Map<String, String>> status() {
    for (String sql : log.endStatements()) {
      if (probe.refusal(sql).isEmpty()) {
        return probe.all(sql);
      }
    }
    return List.of();
  }
}
