package io.openoms.core.crossing;

import io.openoms.ConflictRule;
import io.openoms.ConflictRule.Winner;
import io.openoms.core.compare.RowWatch;
import io.openoms.core.compare.Values;
import io.openoms.core.error.EngineError;
import io.openoms.core.table.ColumnNumbers;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.RowKey;
import io.openoms.spi.data.TableRead;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table that are settled together: a row that both ends have changed, and all that meet
 * one of them in a unique value, at either end. All of them become what one end has: its rows stand
 * beside each other there, so they do at the other end. One thread.
 */
final class RowGroup {

  /** More are for people to look at; a list of them stays below what a server scans for. */
  private static final int LARGEST = 200;

  private final Flow forward;
  private final Flow reverse;
  private final ConflictRule rule;
  private final CrossedTable table;
  private final UniqueKeys unique;
  private final Set<SettledRow.Id> rows = new LinkedHashSet<>();
  private final RowBatches memory = new RowBatches(new BatchLimits(LARGEST, 1 << 16));

  RowGroup(Flow forward, Flow reverse, ConflictRule rule, SettledRow.Id first) {
    this.forward = forward;
    this.reverse = reverse;
    this.rule = rule;
    CrossedTable crossed = forward.tables().get(first.table());
    if (crossed == null) {
      throw new IllegalStateException(first.table() + " is not followed");
    }
    this.table = crossed;
    this.unique = UniqueKeys.of(crossed);
    rows.add(first);
  }

  /** A row as it was found, and whose stays. */
  record Found(Winner winner, Optional<String> source, Optional<String> sink) {}

  /** The rows, as far as they are known. */
  Set<SettledRow.Id> rows() {
    return Collections.unmodifiableSet(rows);
  }

  /**
   * Locks the rows at both ends, and writes those of one end at the other one, in one transaction.
   * Blocks.
   *
   * @return them; empty when more rows belong to the group, of which nothing was noted yet: then
   *     nothing was written
   * @throws MigrationException ROWS_CONFLICT when they meet a row that cannot be told
   */
  Optional<Map<SettledRow.Id, Found>> write() {
    try (SinkConnection toSource = reverse.sink().connect();
        SinkConnection toSink = forward.sink().connect();
        SinkTransaction atSource = begin(reverse, toSource);
        SinkTransaction atSink = begin(forward, toSink)) {
      Map<SettledRow.Id, RowImage> source = read(atSource, table.source());
      Map<SettledRow.Id, RowImage> sink = read(atSink, table.sink());
      boolean more = hasGrown(atSource, table.source(), sink);
      more |= hasGrown(atSink, table.sink(), source);
      if (more) {
        return Optional.empty();
      }
      Winner winner = new Winners(rule).of(columns(), source.values(), sink.values());
      if (winner == Winner.SOURCE) {
        put(forward, atSink, table.sink(), source, sink);
      } else {
        put(reverse, atSource, table.source(), sink, source);
      }
      return Optional.of(found(winner, source, sink));
    }
  }

  private Map<SettledRow.Id, Found> found(
      Winner winner, Map<SettledRow.Id, RowImage> source, Map<SettledRow.Id, RowImage> sink) {
    Map<SettledRow.Id, Found> found = new LinkedHashMap<>();
    for (SettledRow.Id row : rows) {
      found.put(
          row,
          new Found(
              winner,
              RowJson.of(columns(), source.get(row)),
              RowJson.of(columns(), sink.get(row))));
    }
    return found;
  }

  private List<ColumnDefinition> columns() {
    return table.source().columns();
  }

  /** The mark comes first: the other direction leaves out what follows it. */
  private static SinkTransaction begin(Flow flow, SinkConnection connection) {
    SinkTransaction transaction = connection.begin();
    try {
      transaction.state().advance(flow.state().writer(flow.writer()));
      return transaction;
    } catch (RuntimeException e) {
      transaction.close();
      throw e;
    }
  }

  private Map<SettledRow.Id, RowImage> read(SinkTransaction at, TableRead read) {
    Map<SettledRow.Id, RowImage> found = new HashMap<>();
    for (RowImage row : at.changes().lock(read, keys(read, List.copyOf(rows)))) {
      // The server may hold keys equal that are not.
      SettledRow.Id id = id(read, row);
      if (rows.contains(id)) {
        found.put(id, row);
      }
    }
    return found;
  }

  /** Adds the rows of an end that meet those of the other one; whether there were any. */
  private boolean hasGrown(
      SinkTransaction at, TableRead read, Map<SettledRow.Id, RowImage> others) {
    boolean more = false;
    for (RowImage row : unique.meeting(at.changes(), read, others.values())) {
      more |= rows.add(id(read, row));
    }
    if (rows.size() > LARGEST) {
      throw new MigrationException(
          EngineError.ROWS_CONFLICT,
          ErrorContext.of(read.table().name()),
          "more than " + LARGEST + " rows meet each other in unique keys at both ends");
    }
    return more;
  }

  private SettledRow.Id id(TableRead read, RowImage row) {
    RowImage key = RowWatch.key(read.columns(), keyNumbers(read), row);
    return new SettledRow.Id(
        table.source().table().name(), Objects.requireNonNull(key, "a key column is NULL"));
  }

  private static List<Integer> keyNumbers(TableRead read) {
    return read.key().stream()
        .map(column -> ColumnNumbers.find(read.columns(), column.name()))
        .toList();
  }

  private RowBatch keys(TableRead read, List<SettledRow.Id> some) {
    return memory.of(read.key(), some.stream().map(SettledRow.Id::key).toList());
  }

  /** What differs goes first, so that unique values can move from one row to another. */
  private void put(
      Flow flow,
      SinkTransaction at,
      TableRead read,
      Map<SettledRow.Id, RowImage> stay,
      Map<SettledRow.Id, RowImage> there) {
    List<SettledRow.Id> differ =
        rows.stream().filter(row -> !areEqual(stay.get(row), there.get(row))).toList();
    if (differ.isEmpty()) {
      return;
    }
    Predicate<SettledRow.Id> goes = row -> rows.size() > 1 || !stay.containsKey(row);
    List<SettledRow.Id> going = differ.stream().filter(there::containsKey).filter(goes).toList();
    if (!going.isEmpty()) {
      at.changes().delete(read.table().name(), keys(read, going));
    }
    for (SettledRow.Id row : differ) {
      RowImage image = stay.get(row);
      if (image != null) {
        upsert(at, read, image);
      }
    }
    at.state().advance(flow.state().writer(flow.writer()));
    at.commit();
  }

  private boolean areEqual(@Nullable RowImage one, @Nullable RowImage other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return IntStream.range(0, columns().size())
        .allMatch(i -> Values.areEqual(columns().get(i), i, one, other));
  }

  private void upsert(SinkTransaction at, TableRead read, RowImage row) {
    try {
      at.changes().upsert(read.table().name(), read.key(), memory.of(read.columns(), List.of(row)));
    } catch (RowRefusedException e) {
      if (!e.isPresent()) {
        throw e;
      }
      throw new MigrationException(
          EngineError.ROWS_CONFLICT,
          ErrorContext.of(read.table().name()),
          "the row that stays, "
              + RowKey.of(read.columns(), keyNumbers(read), row)
              + ", meets another row at the other end in a unique key that covers a part of a"
              + " column or an expression, or one that was written there in this moment",
          e);
    }
  }
}
