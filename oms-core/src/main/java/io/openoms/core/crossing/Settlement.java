package io.openoms.core.crossing;

import io.openoms.ConflictRule;
import io.openoms.ConflictRule.Winner;
import io.openoms.core.compare.Values;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.state.StoredConflict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Settles one row, and those that meet it in unique values: locks them at both ends, writes the
 * winner's rows at the other end, and notes between which positions of both logs that was. Nothing
 * is applied meanwhile. The notes are stored before a row is written, so an engine that dies in
 * between settles the rows anew. One thread.
 */
final class Settlement {

  private final Flow forward;
  private final Flow reverse;
  private final ConflictRule rule;

  Settlement(Flow forward, Flow reverse, ConflictRule rule) {
    this.forward = forward;
    this.reverse = reverse;
    this.rule = rule;
  }

  /** The ends of both logs at a moment. */
  private record Ends(Position source, Position sink) {}

  /**
   * Settles a row. May be repeated. Blocks.
   *
   * @param numbers gives each row its conflict's number, the same each time
   * @param stored takes the notes before rows are written, and again afterwards
   */
  List<StoredConflict> settle(
      SettledRow.Id first,
      ToLongFunction<SettledRow.Id> numbers,
      Consumer<List<StoredConflict>> stored) {
    RowGroup group = new RowGroup(forward, reverse, rule, first);
    RowGroup.Found unknown = new RowGroup.Found(rule.winner(), Optional.empty(), Optional.empty());
    Optional<Map<SettledRow.Id, RowGroup.Found>> found = Optional.empty();
    Ends from = ends(ChangeLog::visible);
    while (found.isEmpty()) {
      stored.accept(
          group.rows().stream()
              .map(row -> conflict(numbers.applyAsLong(row), row, unknown, from, null))
              .toList());
      found = group.write();
    }
    Ends upTo = ends(ChangeLog::current);
    List<StoredConflict> settled =
        found.get().entrySet().stream()
            .map(
                one ->
                    conflict(
                        numbers.applyAsLong(one.getKey()),
                        one.getKey(),
                        one.getValue(),
                        from,
                        upTo))
            .toList();
    stored.accept(settled);
    return settled;
  }

  private static StoredConflict conflict(
      long number, SettledRow.Id row, RowGroup.Found found, Ends from, @Nullable Ends upTo) {
    RowImage key = row.key();
    Winner winner = found.winner();
    return new StoredConflict(
        number,
        row.table(),
        KeyTuple.of(IntStream.range(0, key.columns()).mapToObj(i -> Values.bytes(key, i)).toList()),
        Instant.now(),
        winner,
        found.source(),
        found.sink(),
        from.source,
        from.sink,
        Optional.ofNullable(upTo).map(Ends::source),
        Optional.ofNullable(upTo).map(Ends::sink));
  }

  private Ends ends(Function<ChangeLog, Optional<Position>> which) {
    return new Ends(required(which.apply(forward.log())), required(which.apply(reverse.log())));
  }

  private static Position required(Optional<Position> position) {
    return position.orElseThrow(
        () ->
            new MigrationException(
                EngineError.LOG_MISSING, ErrorContext.none(), "a log does not tell where it ends"));
  }
}
