package io.openoms.core.crossing;

import io.openoms.Direction;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.Position;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows that were settled, as long as changes from before that may still come. Thread-safe. */
final class SettledRows {

  private static final class Entry {
    private final SettledRow row;
    private final Set<Direction> passed = EnumSet.noneOf(Direction.class);

    Entry(SettledRow row) {
      this.row = row;
    }
  }

  private final Map<SettledRow.Id, Entry> rows = new HashMap<>();

  /** In place of what was known of the row before. */
  synchronized void put(SettledRow row) {
    rows.put(row.id(), new Entry(row));
  }

  synchronized boolean isEmpty() {
    return rows.isEmpty();
  }

  synchronized Optional<SettledRow> find(SettledRow.Id id) {
    return Optional.ofNullable(rows.get(id)).map(entry -> entry.row);
  }

  /** A direction has applied its log up to there: forgets what no change will ask for any more. */
  synchronized void applied(Direction direction, ChangeLog log, Position position) {
    rows.values()
        .removeIf(
            entry -> {
              if (entry.row.isPassed(direction, log, position)) {
                entry.passed.add(direction);
              }
              return entry.passed.size() == Direction.values().length;
            });
  }

  /** The largest number below which no conflict is needed any more. */
  synchronized long passed(long last) {
    return rows.values().stream()
            .mapToLong(entry -> entry.row.conflict().number())
            .min()
            .orElse(last + 1)
        - 1;
  }
}
