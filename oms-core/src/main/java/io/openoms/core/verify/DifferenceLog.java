package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.core.compare.RowWatch;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.state.StoredDifference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one table's rows that differ. They are kept in the stored state, so that memory stays
 * bounded and a later run can look at them again. Thread-safe.
 */
final class DifferenceLog {

  static final int AT_A_TIME = 500;

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

  /** Keeps what earlier verifications have stored, and gives its last number. Blocks. */
  long keep() {
    long number = repeater.ask(ErrorContext.of(target), () -> state.lastDifference(target));
    synchronized (this) {
      last = number;
    }
    return number;
  }

  ObjectName target() {
    return target;
  }

  /** The number of the row that was added last. */
  synchronized long last() {
    return last;
  }

  /** Adds a row; one without a key is not kept. */
  synchronized void add(RowDifference.Kind kind, @Nullable RowImage key) {
    if (key != null) {
      pending.add(new StoredDifference(++last, kind, RowWatch.tuple(key)));
    }
  }

  /** How many rows are not stored yet. */
  synchronized int waiting() {
    return pending.size();
  }

  /** The rows that are not stored yet. */
  synchronized List<StoredDifference> pending() {
    return List.copyOf(pending);
  }

  /** So many of them, the first ones, are stored. */
  synchronized void stored(int rows) {
    pending.subList(0, rows).clear();
  }

  /** Some stored rows, by number. Blocks. */
  List<StoredDifference> page(long after, long upTo) {
    return repeater
        .ask(ErrorContext.of(target), () -> state.differences(target, after, AT_A_TIME))
        .stream()
        .filter(row -> row.number() <= upTo)
        .toList();
  }

  /** The distinct keys of some rows, in the one form. */
  static List<RowImage> keys(List<StoredDifference> rows) {
    return rows.stream().map(DifferenceLog::key).distinct().toList();
  }

  private static RowImage key(StoredDifference difference) {
    RowImage.Builder key = new RowImage.Builder(difference.key().size());
    for (int column = 0; column < difference.key().size(); column++) {
      key.add(difference.key().value(column));
    }
    return key.build();
  }
}
