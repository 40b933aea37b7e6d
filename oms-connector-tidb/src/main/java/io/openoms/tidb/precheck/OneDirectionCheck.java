package io.openoms.tidb.precheck;

import io.openoms.PrecheckItem;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/**
 * ONE_DIRECTION: both directions of a project do not work at once. A message of TiCDC does not say
 * which session wrote the row, so what one direction has written would flow back by the other.
 */
final class OneDirectionCheck implements Precheck {

  private static final String NAME = "ONE_DIRECTION";

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    return List.of(
        scope.bothWays()
            ? PrecheckItem.failed(
                NAME,
                "TiDB",
                "its changefeed does not tell this project's writes from those of applications",
                "add the phase switchover: then one direction works at a time")
            : PrecheckItem.passed(NAME, "one direction at a time"));
  }
}
