package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowImage;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at the rows that the last verification found to differ, one table a call. Calls
 * block; thread-safe.
 */
final class StoredRows {

  private final VerifiedTables tables;
  private final Repeater repeater;
  private final OpenRows open;
  private final BiFunction<ObjectName, List<MigratedObject>, TableTally> tallies;
  private final Iterator<Map.Entry<ObjectName, List<MigratedObject>>> left;

  StoredRows(
      VerifiedTables tables,
      Map<ObjectName, List<MigratedObject>> targets,
      Repeater repeater,
      OpenRows open,
      BiFunction<ObjectName, List<MigratedObject>, TableTally> tallies) {
    this.tables = tables;
    this.repeater = repeater;
    this.open = open;
    this.tallies = tallies;
    this.left = targets.entrySet().iterator();
  }

  /** Looks at one table's rows; false when none is left. */
  boolean lookAtNext() {
    Map.Entry<ObjectName, List<MigratedObject>> next = next();
    if (next == null) {
      return false;
    }
    TableTally tally = tallies.apply(next.getKey(), next.getValue());
    try {
      look(next, tally);
    } catch (MigrationException e) {
      VerificationJob.fail(tally, e);
    }
    return true;
  }

  private synchronized Map.@Nullable Entry<ObjectName, List<MigratedObject>> next() {
    return left.hasNext() ? left.next() : null;
  }

  private void look(Map.Entry<ObjectName, List<MigratedObject>> next, TableTally tally) {
    VerifiedTable table =
        repeater.ask(
            ErrorContext.of(next.getKey()), () -> tables.table(next.getKey(), next.getValue()));
    tally.table(table);
    tally.log().keep();
    tally.log().replace(rows -> look(tally, table, DifferenceLog.keys(rows)));
  }

  private void look(TableTally tally, VerifiedTable table, List<RowImage> keys) {
    tally.rows(keys.size());
    open.add(tally, table, keys);
    open.settle();
  }
}
