package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.core.compare.Values;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.state.StoredDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one table's rows that differ, in the stored state: memory stays bounded, and a later
 * run can look at them again. Thread-safe; blocks.
 */
final class DifferenceLog {

  private static final int AT_A_TIME = 500;

  private final ProjectState state;
  private final Repeater repeater;
  private final ObjectName target;
  private final List<StoredDifference> pending = new ArrayList<>();
  private long last;

  DifferenceLog(ProjectState state, Repeater repeater, ObjectName target) {
    this.state = state;
    this.repeater = repeater;
    this.target = target;
  }

  /** Forgets what earlier verifications have found. */
  synchronized void clear() {
    repeater.run(
        ErrorContext.of(target),
        () ->
            state.write(
                PhaseContext.VERIFIER, (project, tx) -> tx.removeVerification(project, target)));
    last = 0;
  }

  /** Keeps what earlier verifications have found. */
  synchronized void keep() {
    for (List<StoredDifference> page = page(last); !page.isEmpty(); page = page(last)) {
      last = page.get(page.size() - 1).number();
    }
  }

  private synchronized long last() {
    return last;
  }

  /** Adds a row; one without a key is not kept. */
  synchronized void add(RowDifference.Kind kind, @Nullable RowImage key) {
    if (key == null) {
      return;
    }
    pending.add(new StoredDifference(++last, kind, tuple(key)));
    if (pending.size() == AT_A_TIME) {
      flush(0);
    }
  }

  /** Stores all rows that were added. Blocks. */
  void flush() {
    flush(0);
  }

  /** Stores all rows that were added, and removes those up to a number; 0 removes none. */
  private synchronized void flush(long upTo) {
    if (pending.isEmpty() && upTo == 0) {
      return;
    }
    List<StoredDifference> added = List.copyOf(pending);
    repeater.run(
        ErrorContext.of(target),
        () ->
            state.write(
                PhaseContext.VERIFIER,
                (project, tx) -> {
                  tx.addDifferences(project, target, added);
                  if (upTo > 0) {
                    tx.removeDifferences(project, target, upTo);
                  }
                }));
    pending.clear();
  }

  /** Takes some of the rows, and counts them again by {@link #add}. */
  interface Page {
    void take(List<StoredDifference> rows);
  }

  /**
   * Hands over all rows that are there now, page by page. After each one it is removed, and what
   * was added meanwhile is stored. Blocks.
   */
  void replace(Page use) {
    flush(0);
    long end = last();
    long done = 0;
    while (done < end) {
      List<StoredDifference> rows = page(done).stream().filter(row -> row.number() <= end).toList();
      if (rows.isEmpty()) {
        return;
      }
      use.take(rows);
      done = rows.get(rows.size() - 1).number();
      flush(done);
    }
  }

  /** The distinct keys of some rows, in the one form. */
  static List<RowImage> keys(List<StoredDifference> rows) {
    return rows.stream().map(DifferenceLog::key).distinct().toList();
  }

  private List<StoredDifference> page(long after) {
    return repeater.ask(ErrorContext.of(target), () -> state.differences(target, after, AT_A_TIME));
  }

  private static KeyTuple tuple(RowImage key) {
    return KeyTuple.of(
        IntStream.range(0, key.columns()).mapToObj(column -> Values.bytes(key, column)).toList());
  }

  private static RowImage key(StoredDifference difference) {
    RowImage.Builder key = new RowImage.Builder(difference.key().size());
    for (int column = 0; column < difference.key().size(); column++) {
      key.add(difference.key().value(column));
    }
    return key.build();
  }
}
