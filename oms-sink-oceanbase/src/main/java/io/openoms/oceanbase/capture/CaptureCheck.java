package io.openoms.oceanbase.capture;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.jdbc.mysql.precheck.AccountGrants;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;

/**
 * SOURCE_CAPTURE: what capture by triggers needs: privileges to make triggers and a log, views of
 * the server that show transactions and definitions, and rows that can be read as they were for a
 * while. Stateless.
 */
public final class CaptureCheck implements Precheck {

  private static final String NAME = "SOURCE_CAPTURE";

  private final Probe probe;

  /** Asks by that probe. */
  public CaptureCheck(Probe probe) {
    this.probe = probe;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (!scope.phases().contains(Phase.INCREMENTAL)) {
      return List.of(PrecheckItem.skipped(NAME, "triggers", "the project follows no changes"));
    }
    List<PrecheckItem> items = new ArrayList<>();
    AccountGrants account = AccountGrants.of(probe);
    privileges(scope, account, items);
    items.addAll(new CaptureNeeds(probe).items(NAME, account));
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, "triggers")) : items;
  }

  private static void privileges(
      PrecheckScope scope, AccountGrants account, List<PrecheckItem> items) {
    scope.tables().keySet().stream()
        .map(ObjectName::database)
        .distinct()
        .sorted()
        .forEach(
            database ->
                account
                    .lacksOnDatabase(
                        NAME, List.of("TRIGGER"), database, Identifiers.quote(database) + ".*")
                    .ifPresent(items::add));
  }
}
