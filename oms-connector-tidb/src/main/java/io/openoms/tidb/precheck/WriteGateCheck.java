package io.openoms.tidb.precheck;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.precheck.Account;
import io.openoms.jdbc.mysql.precheck.Grants;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;

/**
 * SOURCE_WRITE_GATE: the account may make the cluster refuse the writes of applications, see which
 * transactions are at work, and write on.
 */
final class WriteGateCheck implements Precheck {

  private static final String NAME = "SOURCE_WRITE_GATE";
  private static final String STAYS =
      "a switchover ends at stop_writes, unless freeze_source is false";
  private static final String SETS_VARIABLES = "SYSTEM_VARIABLES_ADMIN";
  private static final String EXEMPT = "RESTRICTED_REPLICA_WRITER_ADMIN";

  private final Probe probe;
  private final boolean hasGate;

  /**
   * A check.
   *
   * @param hasGate whether the version looks at the variable before each commit
   */
  WriteGateCheck(Probe probe, boolean hasGate) {
    this.probe = probe;
    this.hasGate = hasGate;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (!scope.phases().contains(Phase.SWITCHOVER)) {
      return List.of(PrecheckItem.skipped(NAME, "tidb_super_read_only", "no switchover"));
    }
    if (!hasGate) {
      // The engine itself says of an end that it cannot be made to refuse writes.
      return List.of(PrecheckItem.skipped(NAME, "tidb_super_read_only", "TiDB 6.2 has it first"));
    }
    List<String> shown = probe.rows("SHOW GRANTS").stream().map(row -> row.get(0)).toList();
    List<PrecheckItem> items = new ArrayList<>();
    String account = Account.of(probe);
    missing(Grants.of(shown)).forEach(name -> items.add(lacks(account, name, STAYS)));
    // ALL and SUPER do not stand for it.
    if (shown.stream().noneMatch(grant -> grant.contains(EXEMPT))) {
      items.add(
          lacks(
              account, EXEMPT, "nothing keeps applications from writing here after a switchover"));
    }
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, account)) : items;
  }

  private static List<String> missing(Grants grants) {
    List<String> missing = new ArrayList<>();
    if (!grants.covers("PROCESS", "", "")) {
      missing.add("PROCESS");
    }
    // SUPER stands for it.
    if (!grants.covers("SUPER", "", "") && !grants.covers(SETS_VARIABLES, "", "")) {
      missing.add(SETS_VARIABLES);
    }
    return missing;
  }

  private static PrecheckItem lacks(String account, String privilege, String effect) {
    return PrecheckItem.warning(
        NAME,
        account + " lacks " + privilege,
        effect,
        "GRANT " + privilege + " ON *.* TO " + account);
  }
}
