package io.openoms.hbase.precheck;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;

/** SOURCE_CHANGES: changes of HBase are not followed yet. Stateless. */
public final class ChangesCheck implements Precheck {

  private static final String NAME = "SOURCE_CHANGES";

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    return List.of(
        scope.phases().contains(Phase.INCREMENTAL)
            ? PrecheckItem.failed(
                NAME,
                Phase.INCREMENTAL.label(),
                "changes of HBase are not followed yet",
                "leave the phase out, and stop the writers before the copy begins")
            : PrecheckItem.passed(NAME, "not followed"));
  }
}
