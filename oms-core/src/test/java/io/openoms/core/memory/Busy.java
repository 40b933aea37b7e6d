package io.openoms.core.memory;

import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import java.util.Set;

/**
 * Somebody writes at the source while an engine works: a transaction before each chunk that is
 * read, and one before each commit of rows.
 */
record Busy(Shop shop) implements Faults {

  private static final Set<String> MOMENTS =
      Set.of(
          "SnapshotSource.read",
          "SnapshotSource.readPoint",
          "SnapshotSource.sharedPoint",
          "ReadPoint.read",
          "SinkTransaction.commit",
          "SchemaTarget.execute");

  @Override
  public void before(Call call) {
    if (MOMENTS.contains(call.name())) {
      shop.write();
    }
  }
}
