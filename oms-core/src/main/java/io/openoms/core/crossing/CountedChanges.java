package io.openoms.core.crossing;

import io.openoms.Direction;
import io.openoms.ObjectName;
import io.openoms.core.compare.RowWatch;
import io.openoms.core.compare.Values;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a window that count. Those of a row that was settled count from there on. A row's
 * changes need not follow on each other: what the other direction wrote in between is left out. A
 * row that had come back to where it was by then counts from there on, too; any other one
 * conflicts, as its changes cannot all fit at the sink. One thread.
 *
 * @param <T> the tables, as the caller knows them
 */
public final class CountedChanges<T> {

  /** A change that counts. */
  public record Counted<T>(T table, RowChange change) {}

  /** A table of a window. */
  public record Crossed<T>(
      T table,
      ObjectName source,
      ObjectName target,
      List<ColumnDefinition> columns,
      List<Integer> key) {}

  /** A change of one row. */
  private record Part<T>(Crossed<T> of, SettledRow.Id row, RowChange change) {}

  /** Changes of a row that follow on each other. */
  private static final class Stretch {
    private final @Nullable RowImage before;
    private @Nullable RowImage after;
    private final int from;

    Stretch(RowChange change, int from) {
      this.before = change.before();
      this.after = change.after();
      this.from = from;
    }
  }

  private final SettledRows settled;
  private final Direction direction;
  private final ChangeLog log;
  private final List<Part<T>> parts = new ArrayList<>();
  private final Map<SettledRow.Id, Stretch> stretches = new HashMap<>();
  private final Set<RowConflict> conflicts = new LinkedHashSet<>();

  CountedChanges(SettledRows settled, Direction direction, ChangeLog log) {
    this.settled = settled;
    this.direction = direction;
    this.log = log;
  }

  /** Adds the next change of the window. */
  public void add(Crossed<T> table, RowChange change, String transaction) {
    for (RowChange part : parts(table, change)) {
      SettledRow.Id row = id(table, part);
      switch (verdict(row, transaction)) {
        case COUNTS -> follow(new Part<>(table, row, part));
        case AGAIN -> conflicts.add(conflict(table, row));
        case PASSED -> {}
      }
    }
  }

  /** A row that moves to another key goes, and comes. */
  private List<RowChange> parts(Crossed<T> table, RowChange change) {
    RowImage before = change.before();
    RowImage after = change.after();
    if (before == null || after == null || table.key.stream().anyMatch(after::isAbsent)) {
      return List.of(change);
    }
    return Objects.equals(key(table, before), key(table, after))
        ? List.of(change)
        : List.of(new RowChange(before, null), new RowChange(null, after));
  }

  private SettledRow.Verdict verdict(SettledRow.Id row, String transaction) {
    return settled
        .find(row)
        .map(one -> one.of(direction, log, transaction))
        .orElse(SettledRow.Verdict.COUNTS);
  }

  private void follow(Part<T> part) {
    Stretch stretch = stretches.get(part.row);
    if (stretch != null && areEqual(part.of, stretch.after, part.change.before())) {
      stretch.after = part.change.after();
    } else {
      if (stretch != null && !areEqual(part.of, stretch.before, stretch.after)) {
        conflicts.add(conflict(part.of, part.row));
      }
      stretches.put(part.row, new Stretch(part.change, parts.size()));
    }
    parts.add(part);
  }

  /** Rows of which the log does not carry all are refused later. */
  private static <T> boolean areEqual(
      Crossed<T> table, @Nullable RowImage one, @Nullable RowImage other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return !one.isWhole()
        || !other.isWhole()
        || IntStream.range(0, table.columns.size())
            .allMatch(i -> Values.areEqual(table.columns.get(i), i, one, other));
  }

  private SettledRow.Id id(Crossed<T> table, RowChange change) {
    RowImage row = change.before() == null ? change.after() : change.before();
    return new SettledRow.Id(
        direction == Direction.FORWARD ? table.source : table.target,
        key(table, Objects.requireNonNull(row)));
  }

  private static <T> RowImage key(Crossed<T> table, RowImage row) {
    return Objects.requireNonNull(
        RowWatch.key(table.columns, table.key, row), "a key column is NULL or missing");
  }

  private static <T> RowConflict conflict(Crossed<T> table, SettledRow.Id row) {
    return new RowConflict(
        table.source, table.target, table.key.stream().map(table.columns::get).toList(), row.key());
  }

  /** The changes that count, in order: of each row those since it last began anew. */
  public List<Counted<T>> counted() {
    List<Counted<T>> counted = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part<T> part = parts.get(i);
      if (i >= Objects.requireNonNull(stretches.get(part.row)).from) {
        counted.add(new Counted<>(part.of.table, part.change));
      }
    }
    return counted;
  }

  /** The rows that must be settled before the window is applied. */
  public List<RowConflict> conflicts() {
    return List.copyOf(conflicts);
  }
}
