package io.openoms.core.apply;

import com.google.common.collect.Iterables;
import com.google.common.collect.Maps;
import io.openoms.ObjectName;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.NetChanges;
import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.core.compare.RowWatch;
import io.openoms.core.compare.Values;
import io.openoms.core.crossing.CrossedTable;
import io.openoms.core.crossing.RowConflict;
import io.openoms.core.crossing.RowConflictException;
import io.openoms.core.crossing.UniqueKeys;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableRead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Requires that rows stand at the sink as the log says they were, value by value, before they are
 * changed, and that no other row has a unique value of one that comes; keeps them so until the
 * transaction ends. Thread-safe.
 */
final class ExpectedRows {

  /** Lists of keys stay below what a server turns into a scan. */
  private static final int KEYS = 200;

  private final Map<ObjectName, TableRead> reads;
  private final Map<ObjectName, UniqueKeys> unique;
  private final RowBatches memory = new RowBatches(new BatchLimits(KEYS, 1 << 20));

  /** Of the tables at the sink, by their names. */
  ExpectedRows(Map<ObjectName, CrossedTable> tables) {
    this.reads = Map.copyOf(Maps.transformValues(tables, CrossedTable::sink));
    this.unique = Map.copyOf(Maps.transformValues(tables, UniqueKeys::of));
  }

  /**
   * Looks at the rows that a window changes. Blocks.
   *
   * @throws RowConflictException with those that are not as expected
   * @throws MigrationException CHANGE_INCOMPLETE when the log does not carry them whole
   */
  void require(ChangeWriter writer, NetChanges net) {
    if (!net.linked().isEmpty()) {
      throw new MigrationException(
          EngineError.CASCADES_NOT_LOGGED,
          ErrorContext.none(),
          "foreign keys change rows without a trace in the log, while both directions work");
    }
    List<RowConflict> conflicts = new ArrayList<>();
    net.sets().stream()
        .filter(set -> !set.lenient())
        .forEach(set -> conflicts.addAll(conflicts(writer, set)));
    if (!conflicts.isEmpty()) {
      throw new RowConflictException(conflicts);
    }
  }

  private List<RowConflict> conflicts(ChangeWriter writer, TableChangeSet set) {
    ApplyTable table = set.table();
    Map<RowImage, Optional<RowImage>> expected = expected(set);
    List<RowConflict> found = new ArrayList<>(meeting(writer, set, expected.keySet()));
    for (List<RowImage> keys : Iterables.partition(expected.keySet(), KEYS)) {
      Map<RowImage, RowImage> there = lock(writer, table, keys);
      for (RowImage key : keys) {
        RowImage row = there.get(key);
        RowImage before = Objects.requireNonNull(expected.get(key)).orElse(null);
        boolean fits = before == null ? row == null : row != null && areEqual(table, before, row);
        if (!fits) {
          found.add(conflict(table, key));
        }
      }
    }
    return found;
  }

  private static RowConflict conflict(ApplyTable table, RowImage key) {
    return new RowConflict(table.source(), table.target(), keyColumns(table), key);
  }

  /**
   * Rows that come though another one, which the window does not change, has one of their unique
   * values.
   */
  private List<RowConflict> meeting(ChangeWriter writer, TableChangeSet set, Set<RowImage> keys) {
    ApplyTable table = set.table();
    if (!meets(writer, table, set.inserts(), keys)) {
      return List.of();
    }
    return set.inserts().stream()
        .filter(row -> meets(writer, table, List.of(row), keys))
        .map(row -> conflict(table, key(table, row)))
        .toList();
  }

  private boolean meets(
      ChangeWriter writer, ApplyTable table, List<RowImage> rows, Set<RowImage> keys) {
    TableRead read = read(table);
    return Objects.requireNonNull(unique.get(table.target())).meeting(writer, read, rows).stream()
        .anyMatch(there -> !keys.contains(key(table, there)));
  }

  private TableRead read(ApplyTable table) {
    return Objects.requireNonNull(reads.get(table.target()), "a table has no read");
  }

  /** Each row by its key; empty for one that must not be there. */
  private static Map<RowImage, Optional<RowImage>> expected(TableChangeSet set) {
    ApplyTable table = set.table();
    if (table.isKeyless() || set.isIndivisible() || !set.counts().isEmpty()) {
      throw incomplete(table);
    }
    Map<RowImage, Optional<RowImage>> expected = new LinkedHashMap<>();
    set.deletes().forEach(row -> expected.put(key(table, row), Optional.of(whole(table, row))));
    set.updates().stream()
        .map(RowChange::before)
        .map(Objects::requireNonNull)
        .forEach(row -> expected.put(key(table, row), Optional.of(whole(table, row))));
    set.inserts().forEach(row -> expected.putIfAbsent(key(table, row), Optional.empty()));
    return expected;
  }

  private static RowImage whole(ApplyTable table, RowImage row) {
    if (!row.isWhole()) {
      throw incomplete(table);
    }
    return row;
  }

  private static MigrationException incomplete(ApplyTable table) {
    return new MigrationException(
        EngineError.CHANGE_INCOMPLETE,
        ErrorContext.of(table.source()),
        "both directions work at once, which needs whole rows with a key in the log");
  }

  private static RowImage key(ApplyTable table, RowImage row) {
    return Objects.requireNonNull(
        RowWatch.key(table.columns(), table.key(), row), "a key column is NULL or missing");
  }

  private static List<ColumnDefinition> keyColumns(ApplyTable table) {
    return table.key().stream().map(table.columns()::get).toList();
  }

  private Map<RowImage, RowImage> lock(ChangeWriter writer, ApplyTable table, List<RowImage> keys) {
    TableRead read = read(table);
    Map<RowImage, RowImage> found = new HashMap<>();
    for (RowImage row : writer.lock(read, memory.of(read.key(), keys))) {
      found.put(key(table, row), row);
    }
    return found;
  }

  private static boolean areEqual(ApplyTable table, RowImage one, RowImage other) {
    return IntStream.range(0, table.columns().size())
        .allMatch(i -> Values.areEqual(table.columns().get(i), i, one, other));
  }
}
