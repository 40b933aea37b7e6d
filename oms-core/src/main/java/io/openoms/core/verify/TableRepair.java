package io.openoms.core.verify;

import io.openoms.RowDifference;
import io.openoms.core.task.Repeater;
import io.openoms.core.verify.RowJudge.Looked;
import io.openoms.core.verify.TableProgress.Part;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
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
  private static final int KEYS_OF_LARGE_ROWS = 10;
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
    Looked looked = repeater.ask(where, () -> check.compare(table)).looked();
    Part part = tally.progress().apart();
    tally.recount(
        tally.counts(), () -> looked.differences().forEach(found -> tally.add(found, part)));
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
              tally.recount(kinds(rows), open::settle);
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
      List<RowImage> changed = new ArrayList<>();
      int size = table.rowsAtOnce(KEYS, KEYS_OF_LARGE_ROWS);
      for (int from = 0; from < left.size(); from += size) {
        List<RowImage> some = left.subList(from, Math.min(left.size(), from + size));
        changed.addAll(repairSome(tally, table, some));
      }
      left = changed;
      if (System.nanoTime() > end) {
        return;
      }
      if (!left.isEmpty()) {
        stream.sleep(WAIT_MILLIS);
      }
    }
  }

  /** Rows that the sink refuses are found by halves, so that they keep no others out. */
  private List<RowImage> repairSome(TableTally tally, VerifiedTable table, List<RowImage> keys) {
    stream.check();
    try {
      return repeater.ask(ErrorContext.of(tally.source()), () -> rows.repair(table, keys));
    } catch (MigrationException e) {
      if (e.code().category() != ErrorCategory.DATA) {
        throw e;
      }
      if (keys.size() == 1) {
        tally.fail(e);
        return List.of();
      }
      int half = keys.size() / 2;
      List<RowImage> changed = new ArrayList<>(repairSome(tally, table, keys.subList(0, half)));
      changed.addAll(repairSome(tally, table, keys.subList(half, keys.size())));
      return changed;
    }
  }
}
