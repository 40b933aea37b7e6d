package io.openoms.tidb.precheck;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/**
 * SOURCE_GC: how long garbage collection waits for an open transaction. A table without a key is
 * read in one. Clusters before TiDB 6.1 have no such setting, and wait for a day.
 */
final class GarbageCollectionCheck implements Precheck {

  private static final String NAME = "SOURCE_GC";
  private static final String SETTING = "tidb_gc_max_wait_time";
  private static final long ENOUGH_SECONDS = 6 * 3_600;

  private final Probe probe;

  GarbageCollectionCheck(Probe probe) {
    this.probe = probe;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (!scope.phases().contains(Phase.FULL)) {
      return List.of(PrecheckItem.skipped(NAME, SETTING, "no rows are copied"));
    }
    List<List<String>> shown = probe.rows("SHOW GLOBAL VARIABLES LIKE '" + SETTING + "'");
    if (shown.isEmpty()) {
      return List.of(PrecheckItem.skipped(NAME, SETTING, "this version has no such setting"));
    }
    long seconds = Long.parseLong(shown.get(0).get(1));
    return List.of(
        seconds >= ENOUGH_SECONDS
            ? PrecheckItem.passed(NAME, SETTING + " = " + seconds)
            : PrecheckItem.warning(
                NAME,
                SETTING,
                "garbage collection waits for a transaction for no longer than "
                    + seconds
                    + " s; a table without a key whose copy takes longer fails",
                "SET GLOBAL tidb_gc_max_wait_time = 86400"));
  }
}
