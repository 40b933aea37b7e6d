package io.openoms.oceanbase;

import io.openoms.PrecheckItem;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/** SOURCE_LOG_SETTINGS where there is no log: says so, and fails nothing. Stateless. */
final class NoLogCheck implements Precheck {

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    return List.of(
        PrecheckItem.skipped(
            "SOURCE_LOG_SETTINGS", "binary log", OceanBaseTraits.PRODUCT + " has none of its own"));
  }
}
