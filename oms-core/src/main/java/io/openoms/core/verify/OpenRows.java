package io.openoms.core.verify;

import io.openoms.core.task.Repeater;
import io.openoms.core.verify.RowJudge.Looked;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that must be looked at again. All are looked at together, so that a round costs a table one
 * wait for the log, until they are settled or the patience is over. Thread-safe.
 */
final class OpenRows {

  /** More are looked at again at once: memory stays bounded. */
  private static final int MOST = 20_000;

  private static final int AT_A_TIME = 2_000;
  private static final long FIRST_WAIT_MILLIS = 20;
  private static final long LONGEST_WAIT_MILLIS = 1_000;

  private final RowJudge judge;
  private final Stream stream;
  private final Repeater repeater;
  private final Duration patience;
  private Map<TableTally, Kept> kept = new LinkedHashMap<>();
  private int count;

  OpenRows(RowJudge judge, Stream stream, Repeater repeater, Duration patience) {
    this.judge = judge;
    this.stream = stream;
    this.repeater = repeater;
    this.patience = patience;
  }

  /** The keys of rows of one table. */
  private record Kept(VerifiedTable table, List<RowImage> keys) {}

  /** Keeps rows of a table for later; settles all that are kept when there are too many. */
  void add(TableTally tally, VerifiedTable table, List<RowImage> keys) {
    if (keys.isEmpty()) {
      return;
    }
    boolean full;
    synchronized (this) {
      kept.computeIfAbsent(tally, any -> new Kept(table, new ArrayList<>())).keys().addAll(keys);
      count += keys.size();
      full = count > MOST;
    }
    if (full) {
      settle();
    }
  }

  private synchronized Map<TableTally, Kept> takeAll() {
    Map<TableTally, Kept> all = kept;
    kept = new LinkedHashMap<>();
    count = 0;
    return all;
  }

  /** Settles all rows that are kept. Blocks. */
  void settle() {
    Map<TableTally, Kept> left = takeAll();
    long end = System.nanoTime() + patience.toNanos();
    long wait = FIRST_WAIT_MILLIS;
    for (boolean again = false; ; again = true) {
      boolean later = again;
      left.replaceAll((tally, rows) -> new Kept(rows.table(), look(tally, rows, later)));
      left.values().removeIf(rows -> rows.keys().isEmpty());
      if (left.isEmpty()) {
        return;
      }
      if (again && System.nanoTime() > end) {
        left.forEach(OpenRows::giveUp);
        return;
      }
      stream.sleep(wait);
      wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
    }
  }

  /** An error that lasts is the table's own, and its rows are not looked at again. */
  private List<RowImage> look(TableTally tally, Kept rows, boolean again) {
    try {
      return lookAtAll(tally, rows, again);
    } catch (MigrationException e) {
      VerificationJob.fail(tally, e);
      return List.of();
    }
  }

  private List<RowImage> lookAtAll(TableTally tally, Kept rows, boolean again) {
    List<RowImage> keys = rows.keys();
    List<RowImage> open = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += AT_A_TIME) {
      List<RowImage> some = keys.subList(from, Math.min(keys.size(), from + AT_A_TIME));
      Looked looked = repeater.ask(() -> judge.look(rows.table(), some, again));
      looked.differences().forEach(tally::add);
      open.addAll(looked.open());
    }
    return open;
  }

  private static void giveUp(TableTally tally, Kept left) {
    Rows rows = new Rows(left.table());
    left.keys().forEach(key -> tally.add(Found.unresolved(key, rows.unresolved(key))));
  }
}
