package io.openoms.oceanbase;

import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SINK_DEAD_TRANSACTIONS: what OceanBase's kernel keeps of clients from before it was killed. A
 * transaction that had begun to write its log comes back with its locks, without its client and
 * without a time-out, and outlives every further restart (seen in seekdb 1.4.0).
 */
final class SinkDeadTransactionsCheck implements Precheck {

  private static final String NAME = "SINK_DEAD_TRANSACTIONS";

  /** Living transactions have a time-out, and the kernel's own are short. */
  private static final String DEAD =
      "SELECT trans_id FROM oceanbase.__all_virtual_trans_stat WHERE session_id = 0"
          + " AND expired_time IS NULL AND is_exiting = 0"
          + " AND last_request_time < NOW(6) - INTERVAL 1 SECOND ORDER BY trans_id";

  private final Probe probe;

  SinkDeadTransactionsCheck(Probe probe) {
    this.probe = probe;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    // Without the right to look there, or in another version, nothing can be told.
    if (probe.refusal(DEAD).isPresent()) {
      return List.of(PrecheckItem.skipped(NAME, "transactions", "the server does not tell"));
    }
    String dead =
        probe.rows(DEAD).stream().map(row -> row.get(0)).collect(Collectors.joining(", "));
    return List.of(
        dead.isEmpty()
            ? PrecheckItem.passed(NAME, "transactions")
            : PrecheckItem.warning(
                NAME,
                "transactions " + dead,
                "their client is gone and their locks are not: whoever writes rows that they wrote,"
                    + " or changes those tables, waits until it gives up",
                "copy such tables under another name, or set up the server anew"));
  }
}
