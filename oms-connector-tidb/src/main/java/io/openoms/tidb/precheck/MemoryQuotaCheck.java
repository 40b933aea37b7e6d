package io.openoms.tidb.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/**
 * SOURCE_MEMORY: what one statement may use. Reads stream rows in the order of an index and sort
 * nothing, but TiDB fetches ahead, and a small quota cancels the statement.
 */
final class MemoryQuotaCheck implements Precheck {

  private static final String NAME = "SOURCE_MEMORY";
  private static final String SETTING = "tidb_mem_quota_query";
  private static final long ENOUGH = 256L << 20;

  private final ServerFacts facts;

  MemoryQuotaCheck(ServerFacts facts) {
    this.facts = facts;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    String text = facts.setting(SETTING, "");
    if (text.isEmpty()) {
      return List.of(PrecheckItem.skipped(NAME, SETTING, "the server does not tell it"));
    }
    long bytes = Long.parseLong(text);
    // Below 1 there is no quota.
    return List.of(
        bytes < 1 || bytes >= ENOUGH
            ? PrecheckItem.passed(NAME, SETTING + " = " + bytes)
            : PrecheckItem.warning(
                NAME,
                SETTING,
                "a statement may use " + bytes + " bytes, and is cancelled beyond them",
                "SET GLOBAL tidb_mem_quota_query = 1073741824"));
  }
}
