package io.openoms.core.verify;

import io.openoms.RowDifference;
import io.openoms.core.task.Repeater;
import io.openoms.core.verify.KeylessCheck.Look;
import io.openoms.core.verify.RowRepair.Repaired;
import io.openoms.core.verify.TableProgress.Part;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.state.StoredDifference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Repairs what a verification has found in a table, and looks at those rows again. The keys are
 * read from the stored state page by page. One thread.
 */
final class TableRepair {

  private static final int KEYS = 100;
  private static final long WAIT_MILLIS = 200;

  private final RowRepair rows;
  private final KeylessRepair keyless;
  private final KeylessCheck check;
  private final OpenRows open;
  private final Stream stream;
  private final Repeater repeater;
  private final Duration patience;

  TableRepair(
      RowRepair rows,
      KeylessRepair keyless,
      KeylessCheck check,
      OpenRows open,
      Stream stream,
      Repeater repeater,
      Duration patience) {
    this.rows = rows;
    this.keyless = keyless;
    this.check = check;
    this.open = open;
    this.stream = stream;
    this.repeater = repeater;
    this.patience = patience;
  }

  /** Repairs a table; its error is its own. Blocks. */
  void repair(TableTally tally) {
    if (tally.isFailed() || tally.found() == 0 || tally.table().isEmpty()) {
      return;
    }
    try {
      VerifiedTable table = tally.table().get();
      if (table.isKeyless()) {
        repairWhole(tally, table);
      } else {
        repairRows(tally, table);
      }
    } catch (MigrationException e) {
      VerificationJob.fail(tally, e);
    }
  }

  private void repairWhole(TableTally tally, VerifiedTable table) {
    ErrorContext where = ErrorContext.of(tally.source());
    repeater.run(where, () -> keyless.repair(table));
    Look look = repeater.ask(where, () -> check.compare(table));
    Part part = tally.progress().apart();
    tally.recount(() -> KeylessCheck.tell(table, look, found -> tally.add(found, part)));
  }

  private void repairRows(TableTally tally, VerifiedTable table) {
    Part part = tally.progress().apart();
    tally
        .progress()
        .replace(
            tally.progress().log().last(),
            rows -> {
              List<RowImage> keys = DifferenceLog.keys(rows);
              repairUntilRest(tally, table, keys);
              open.add(tally, table, part, keys);
              List<KeyTuple> stored = rows.stream().map(StoredDifference::key).toList();
              tally.recount(kinds(rows), stored, open::settle);
            });
  }

  private static Map<RowDifference.Kind, Long> kinds(List<StoredDifference> page) {
    return page.stream()
        .collect(Collectors.groupingBy(StoredDifference::kind, Collectors.counting()));
  }

  private void repairUntilRest(TableTally tally, VerifiedTable table, List<RowImage> keys) {
    long end = System.nanoTime() + patience.toNanos();
    List<RowImage> left = keys;
    while (!left.isEmpty()) {
      left = repairAll(tally, table, left);
      if (System.nanoTime() > end || stream.isLate()) {
        return;
      }
      if (!left.isEmpty()) {
        stream.sleep(WAIT_MILLIS);
      }
    }
  }

  /** Repairs rows once; gives those that were not written. */
  private List<RowImage> repairAll(TableTally tally, VerifiedTable table, List<RowImage> keys) {
    List<RowImage> changed = new ArrayList<>();
    for (int from = 0; from < keys.size(); ) {
      List<RowImage> some = keys.subList(from, Math.min(keys.size(), from + KEYS));
      Repaired repaired = repairSome(tally, table, some);
      changed.addAll(repaired.changed());
      from += some.size() - repaired.left().size();
    }
    return changed;
  }

  /** Rows that the sink refuses are found by halves, so that they keep no others out. */
  private Repaired repairSome(TableTally tally, VerifiedTable table, List<RowImage> keys) {
    stream.check();
    try {
      return repeater.ask(ErrorContext.of(tally.source()), () -> rows.repair(table, keys));
    } catch (MigrationException e) {
      if (e.code().category() != ErrorCategory.DATA) {
        throw e;
      }
      if (keys.size() == 1) {
        tally.fail(e);
        return new Repaired(List.of(), List.of());
      }
      int half = keys.size() / 2;
      List<RowImage> changed = new ArrayList<>(repairAll(tally, table, keys.subList(0, half)));
      changed.addAll(repairAll(tally, table, keys.subList(half, keys.size())));
      return new Repaired(changed, List.of());
    }
  }
}
