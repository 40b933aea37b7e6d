package io.openoms.mysql.precheck;

import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.log.HeartbeatTable;
import io.openoms.jdbc.mysql.precheck.AccountGrants;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;

/**
 * SOURCE_HEARTBEAT: the user may make and write the table of heartbeats, and the server lets itself
 * be written to. Finds nothing where no heartbeat is asked for.
 */
final class SourceHeartbeatCheck implements Precheck {

  private static final String NAME = "SOURCE_HEARTBEAT";
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
    AccountGrants grants = AccountGrants.of(probe);
    if (WriteRefusal.isReadOnly(probe, grants)) {
      items.add(
          PrecheckItem.failed(
              NAME,
              "read_only",
              "the source is read-only, so no heartbeat can be written",
              "follow the primary, or do without a heartbeat"));
    }
    grants
        .lacksOnDatabase(NAME, WANTED, HeartbeatTable.DATABASE, HeartbeatTable.DATABASE + ".*")
        .ifPresent(items::add);
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, HeartbeatTable.DATABASE)) : items;
  }
}
