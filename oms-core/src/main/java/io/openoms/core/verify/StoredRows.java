package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.core.verify.TableProgress.Part;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowImage;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Looks again at the rows that an earlier verification found to differ, one table a call. Calls
 * block; thread-safe.
 */
final class StoredRows {

  private final VerifiedTables tables;
  private final Repeater repeater;
  private final OpenRows open;
  private final BiFunction<ObjectName, List<MigratedObject>, TableTally> tallies;

  /** Each looks at one table's rows. */
  private final Queue<Runnable> left = new ConcurrentLinkedQueue<>();

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
    targets.forEach((target, objects) -> left.add(() -> lookAt(target, objects)));
  }

  /**
   * Rows of a table whose verification goes on where an earlier one has stopped.
   *
   * @param upTo the last number of those rows
   */
  void add(TableTally tally, VerifiedTable table, long upTo) {
    left.add(() -> within(tally, () -> look(tally, table, upTo, false)));
  }

  /** Rows of a table that were changed since it was found equal. */
  void addChanged(ObjectName target, List<MigratedObject> objects, List<RowImage> keys) {
    left.add(() -> lookAtChanged(target, objects, keys));
  }

  private void lookAtChanged(ObjectName target, List<MigratedObject> objects, List<RowImage> keys) {
    at(
        target,
        objects,
        (tally, table) -> {
          tally.progress().log().keep();
          tally.rows(keys.size());
          OpenRows ofTable = open.others();
          ofTable.add(tally, table, tally.progress().apart(), keys);
          ofTable.settle();
        });
  }

  /** Looks at one table's rows; false when none is left. */
  boolean lookAtNext() {
    Runnable next = left.poll();
    if (next == null) {
      return false;
    }
    next.run();
    return true;
  }

  private void lookAt(ObjectName target, List<MigratedObject> objects) {
    at(target, objects, (tally, table) -> look(tally, table, tally.progress().log().keep(), true));
  }

  /** Reads how a table is compared, and looks at it; an error is the table's own. */
  private void at(
      ObjectName target, List<MigratedObject> objects, BiConsumer<TableTally, VerifiedTable> work) {
    TableTally tally = tallies.apply(target, objects);
    within(
        tally,
        () -> {
          VerifiedTable table =
              repeater.ask(ErrorContext.of(target), () -> tables.table(target, objects));
          tally.table(table);
          work.accept(tally, table);
        });
  }

  private static void within(TableTally tally, Runnable work) {
    try {
      work.run();
    } catch (MigrationException e) {
      VerificationJob.fail(tally, e);
    }
  }

  private void look(TableTally tally, VerifiedTable table, long upTo, boolean counts) {
    OpenRows ofPage = open.others();
    Part part = tally.progress().apart();
    tally
        .progress()
        .replace(
            upTo,
            rows -> {
              var keys = DifferenceLog.keys(rows);
              if (counts) {
                tally.rows(keys.size());
              }
              ofPage.add(tally, table, part, keys);
              ofPage.settle();
            });
  }
}
