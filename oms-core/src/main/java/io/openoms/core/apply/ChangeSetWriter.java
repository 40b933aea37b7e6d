package io.openoms.core.apply;

import io.openoms.DeadLetters;
import io.openoms.ObjectName;
import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.spi.SinkTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a lane's changes within one transaction of the sink: deletes, updates, inserts, and what
 * goes in order. Thread-safe.
 */
public final class ChangeSetWriter {

  private final Optional<DeadLetters> deadLetters;

  /**
   * A writer.
   *
   * @param deadLetters who takes rows that cannot be applied; without one they stop the run
   */
  public ChangeSetWriter(Optional<DeadLetters> deadLetters) {
    this.deadLetters = deadLetters;
  }

  /**
   * Writes all of it; the caller commits. Blocks.
   *
   * @param position where the window stands in the source's log, for errors
   * @return how many rows were changed in each table, by its name at the sink
   * @throws io.openoms.error.MigrationException ROW_DIVERGED for a row at the sink that is not what
   *     the log says it was; the transaction must be rolled back then
   */
  public Map<ObjectName, ChangeCounts> write(
      SinkTransaction transaction, List<TableChangeSet> sets, String position) {
    if (!sets.isEmpty()) {
      throw new UnsupportedOperationException("not built yet" + transaction + deadLetters);
    }
    return Map.of();
  }
}
