package io.openoms.oceanbase.capture;

import io.openoms.jdbc.mysql.precheck.AccountGrants;
import io.openoms.jdbc.mysql.precheck.Probe;

/** Whether an account may make triggers. Stateless. */
public final class TriggerRight {

  private static final String PRIVILEGE = "TRIGGER";

  private TriggerRight() {}

  /**
   * Whether it is certain that the account may make triggers in no database but the one of
   * captures. Blocks.
   */
  public static boolean isLacking(Probe probe) {
    AccountGrants account = AccountGrants.of(probe);
    return account.grants().isComplete()
        && probe.rows("SHOW DATABASES").stream()
            .map(row -> row.get(0))
            .filter(database -> !database.equals(CaptureNames.DATABASE))
            .noneMatch(database -> account.grants().coversDatabase(PRIVILEGE, database));
  }
}
