package io.openoms.jdbc.mysql.precheck;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * SINK_PRIVILEGES: what SHOW GRANTS lists is enough to create, fill and index the target tables and
 * to keep the bookkeeping. Only a warning where the grants are not understood to the end.
 */
final class SinkPrivilegesCheck implements Precheck {

  /** The privileges that are asked about; ALL PRIVILEGES stands for them. */
  static final Set<String> ALL =
      Set.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "CREATE",
          "INDEX",
          "DROP",
          "ALTER",
          "RELOAD",
          "LOCK TABLES",
          "REPLICATION CLIENT");

  private static final String NAME = "SINK_PRIVILEGES";
  private static final List<String> SCHEMA = List.of("CREATE", "INDEX");
  private static final List<String> ROWS = List.of("SELECT", "INSERT", "DELETE", "INDEX");
  private static final List<String> STATE =
      List.of("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE");

  private final Probe probe;

  SinkPrivilegesCheck(Probe probe) {
    this.probe = probe;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    Grants grants = Grants.of(probe.rows("SHOW GRANTS").stream().map(row -> row.get(0)).toList());
    String account = Account.of(probe);
    List<PrecheckItem> items = new ArrayList<>();
    List<String> wanted = wanted(scope);
    for (ObjectName table : Selection.targets(scope)) {
      List<String> missing =
          wanted.stream()
              .filter(name -> !grants.covers(name, table.database(), table.name()))
              .toList();
      add(missing, table.toString(), Identifiers.quote(table), grants, account, items);
    }
    String state = scope.stateSchema();
    List<String> missing =
        STATE.stream().filter(name -> !grants.coversDatabase(name, state)).toList();
    add(missing, "database " + state, Identifiers.quote(state) + ".*", grants, account, items);
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, account)) : items;
  }

  private static List<String> wanted(PrecheckScope scope) {
    Set<String> wanted = new LinkedHashSet<>();
    if (scope.phases().contains(Phase.SCHEMA)) {
      wanted.addAll(SCHEMA);
    }
    if (scope.phases().contains(Phase.FULL)) {
      wanted.addAll(ROWS);
    }
    return List.copyOf(wanted);
  }

  private static void add(
      List<String> missing,
      String subject,
      String on,
      Grants grants,
      String account,
      List<PrecheckItem> items) {
    if (missing.isEmpty()) {
      return;
    }
    String names = String.join(", ", missing);
    String advice = "GRANT " + names + " ON " + on + " TO " + account;
    items.add(
        grants.isComplete()
            ? PrecheckItem.failed(NAME, subject, account + " lacks " + names, advice)
            : PrecheckItem.warning(
                NAME, subject, account + " lacks " + names + ", unless a role gives it", advice));
  }
}
