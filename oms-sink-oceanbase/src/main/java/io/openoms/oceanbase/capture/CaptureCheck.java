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
  private static final long SHORTEST_UNDO_SECONDS = 600;
  private static final List<String> PRIVILEGES =
      List.of("CREATE", "DROP", "SELECT", "INSERT", "UPDATE", "DELETE");

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
    views(account.account(), items);
    undo(items);
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
    account
        .lacksOnDatabase(NAME, PRIVILEGES, CaptureNames.DATABASE, CaptureNames.DATABASE + ".*")
        .ifPresent(items::add);
  }

  private void views(String account, List<PrecheckItem> items) {
    probe
        .refusal("SELECT 1 FROM oceanbase.DBA_OBJECTS LIMIT 0")
        .ifPresent(
            refused ->
                items.add(
                    PrecheckItem.failed(
                        NAME,
                        "definitions and transactions",
                        "the account may not look at them: " + refused.getMessage(),
                        "GRANT SELECT ON oceanbase.* TO " + account)));
  }

  private void undo(List<PrecheckItem> items) {
    String statement = "SHOW PARAMETERS LIKE 'undo_retention'";
    if (probe.refusal(statement).isPresent()) {
      return;
    }
    probe
        .all(statement)
        .forEach(
            row -> {
              if (Long.parseLong(row.getOrDefault("value", "0")) < SHORTEST_UNDO_SECONDS) {
                items.add(
                    PrecheckItem.warning(
                        NAME,
                        "undo_retention = " + row.get("value"),
                        "changes that wait longer than these seconds, while the engine is away or"
                            + " behind, cannot be read any more",
                        "ALTER SYSTEM SET undo_retention = 1800, or more"));
              }
            });
  }
}
