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

  /** The privileges that are asked about. */
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
  private static final List<String> CHANGES =
      List.of("SELECT", "INSERT", "UPDATE", "DELETE", "INDEX");
  private static final List<String> REPAIR = List.of("SELECT", "INSERT", "UPDATE", "DELETE");
  private static final List<String> STATE =
      List.of("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE");

  private final Probe probe;

  SinkPrivilegesCheck(Probe probe) {
    this.probe = probe;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    AccountGrants account = AccountGrants.of(probe);
    List<PrecheckItem> items = new ArrayList<>();
    List<String> wanted = wanted(scope);
    for (ObjectName table : Selection.targets(scope)) {
      List<String> missing =
          wanted.stream()
              .filter(name -> !account.grants().covers(name, table.database(), table.name()))
              .toList();
      account
          .lacks(NAME, missing, table.toString(), Identifiers.quote(table))
          .ifPresent(items::add);
    }
    String state = scope.stateSchema();
    account
        .lacksOnDatabase(NAME, STATE, state, Identifiers.quote(state) + ".*")
        .ifPresent(items::add);
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, account.account())) : items;
  }

  private static List<String> wanted(PrecheckScope scope) {
    Set<String> wanted = new LinkedHashSet<>();
    if (scope.phases().contains(Phase.SCHEMA)) {
      wanted.addAll(SCHEMA);
    }
    if (scope.phases().contains(Phase.FULL)) {
      wanted.addAll(ROWS);
    }
    if (scope.phases().contains(Phase.INCREMENTAL)) {
      wanted.addAll(CHANGES);
    }
    if (scope.phases().contains(Phase.VERIFICATION)) {
      wanted.add("SELECT");
    }
    if (scope.repairs()) {
      wanted.addAll(REPAIR);
    }
    return List.copyOf(wanted);
  }
}
