package io.openoms.oceanbase.capture;

import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.precheck.AccountGrants;
import io.openoms.jdbc.mysql.precheck.Probe;
import java.util.ArrayList;
import java.util.List;

/**
 * What every capture without a log service needs: tables of its own, the views that show
 * definitions, and rows that can be read as they were for a while. Immutable.
 */
record CaptureNeeds(Probe probe) {

  private static final long SHORTEST_UNDO_SECONDS = 600;
  private static final List<String> PRIVILEGES =
      List.of("CREATE", "DROP", "SELECT", "INSERT", "UPDATE", "DELETE");

  /** What is missing of it. Blocks. */
  List<PrecheckItem> items(String check, AccountGrants account) {
    List<PrecheckItem> items = new ArrayList<>();
    account
        .lacksOnDatabase(check, PRIVILEGES, CaptureNames.DATABASE, CaptureNames.DATABASE + ".*")
        .ifPresent(items::add);
    views(check, account.account(), items);
    undo(check, items);
    return items;
  }

  private void views(String check, String account, List<PrecheckItem> items) {
    probe
        .refusal("SELECT 1 FROM oceanbase.DBA_OBJECTS LIMIT 0")
        .ifPresent(
            refused ->
                items.add(
                    PrecheckItem.failed(
                        check,
                        "definitions and transactions",
                        "the account may not look at them: " + refused.getMessage(),
                        "GRANT SELECT ON oceanbase.* TO " + account)));
  }

  private void undo(String check, List<PrecheckItem> items) {
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
                        check,
                        "undo_retention = " + row.get("value"),
                        "changes that wait longer than these seconds, while the engine is away or"
                            + " behind, cannot be read any more",
                        "ALTER SYSTEM SET undo_retention = 1800, or more"));
              }
            });
  }
}
