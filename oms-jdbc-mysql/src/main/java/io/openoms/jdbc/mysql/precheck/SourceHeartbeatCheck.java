package io.openoms.jdbc.mysql.precheck;

import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.log.HeartbeatTable;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * SOURCE_HEARTBEAT: the user may make and write the table of heartbeats, and the server lets itself
 * be written to. Finds nothing where no heartbeat is asked for.
 */
final class SourceHeartbeatCheck implements Precheck {

  private static final String NAME = "SOURCE_HEARTBEAT";
  private static final Set<String> OFF = Set.of("0", "OFF");
  private static final List<String> WANTED = List.of("CREATE", "INSERT", "UPDATE");

  private final Probe probe;

  SourceHeartbeatCheck(Probe probe) {
    this.probe = probe;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (!scope.heartbeat()) {
      return List.of(PrecheckItem.passed(NAME, "none is written"));
    }
    List<PrecheckItem> items = new ArrayList<>();
    if (!OFF.contains(probe.rows("SELECT @@global.read_only").get(0).get(0))) {
      items.add(
          PrecheckItem.failed(
              NAME,
              "read_only",
              "the source is read-only, so no heartbeat can be written",
              "follow the primary, or do without a heartbeat"));
    }
    Grants grants = Grants.of(probe.rows("SHOW GRANTS").stream().map(row -> row.get(0)).toList());
    List<String> missing =
        WANTED.stream()
            .filter(name -> !grants.coversDatabase(name, HeartbeatTable.DATABASE))
            .toList();
    if (!missing.isEmpty()) {
      items.add(lacks(String.join(", ", missing), grants));
    }
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, HeartbeatTable.DATABASE)) : items;
  }

  private PrecheckItem lacks(String names, Grants grants) {
    String account = Account.of(probe);
    String subject = "database " + HeartbeatTable.DATABASE;
    String advice = "GRANT " + names + " ON " + HeartbeatTable.DATABASE + ".* TO " + account;
    return grants.isComplete()
        ? PrecheckItem.failed(NAME, subject, account + " lacks " + names, advice)
        : PrecheckItem.warning(
            NAME, subject, account + " lacks " + names + ", unless a role gives it", advice);
  }
}
