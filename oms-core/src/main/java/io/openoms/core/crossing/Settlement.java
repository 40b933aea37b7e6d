package io.openoms.core.crossing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.openoms.ConflictRule;
import io.openoms.ConflictRule.Winner;
import io.openoms.ObjectName;
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
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.RowKey;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.state.StoredConflict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Settles one row: locks it at both ends, writes the winner's row at the other end, and notes
 * between which positions of both logs that was. Nothing is applied meanwhile. The note is stored
 * before the row is written, so an engine that dies in between settles the row anew. One thread.
 */
final class Settlement {

  private static final JsonFactory JSON = new JsonFactory();

  private final Flow forward;
  private final Flow reverse;
  private final ConflictRule rule;
  private final RowBatches memory = new RowBatches(new BatchLimits(1, 1 << 16));

  Settlement(Flow forward, Flow reverse, ConflictRule rule) {
    this.forward = forward;
    this.reverse = reverse;
    this.rule = rule;
  }

  /** The rows that were found, and whose stays. */
  private record Found(Winner winner, Optional<String> source, Optional<String> sink) {}

  /**
   * Settles a row. May be repeated. Blocks.
   *
   * @param stored takes the note before the row is written, and again afterwards
   */
  StoredConflict settle(long number, SettledRow.Id row, Consumer<StoredConflict> stored) {
    Position sourceFrom = required(forward.log().visible());
    Position sinkFrom = required(reverse.log().visible());
    StoredConflict open =
        conflict(
            number,
            row,
            new Found(rule.winner(), Optional.empty(), Optional.empty()),
            sourceFrom,
            sinkFrom,
            Optional.empty(),
            Optional.empty());
    stored.accept(open);
    Found found = write(row);
    StoredConflict settled =
        conflict(
            number,
            row,
            found,
            sourceFrom,
            sinkFrom,
            Optional.of(required(forward.log().current())),
            Optional.of(required(reverse.log().current())));
    stored.accept(settled);
    return settled;
  }

  private static StoredConflict conflict(
      long number,
      SettledRow.Id row,
      Found found,
      Position sourceFrom,
      Position sinkFrom,
      Optional<Position> sourceUpTo,
      Optional<Position> sinkUpTo) {
    RowImage key = row.key();
    return new StoredConflict(
        number,
        row.table(),
        KeyTuple.of(IntStream.range(0, key.columns()).mapToObj(i -> Values.bytes(key, i)).toList()),
        Instant.now(),
        found.winner(),
        found.source(),
        found.sink(),
        sourceFrom,
        sinkFrom,
        sourceUpTo,
        sinkUpTo);
  }

  private static Position required(Optional<Position> position) {
    return position.orElseThrow(
        () ->
            new MigrationException(
                EngineError.LOG_MISSING, ErrorContext.none(), "a log does not tell where it ends"));
  }

  private Found write(SettledRow.Id row) {
    CrossedTable table = forward.tables().get(row.table());
    if (table == null) {
      throw new IllegalStateException(row.table() + " is not followed");
    }
    try (SinkConnection toSource = reverse.sink().connect();
        SinkConnection toSink = forward.sink().connect();
        SinkTransaction atSource = begin(reverse, toSource);
        SinkTransaction atSink = begin(forward, toSink)) {
      List<ColumnDefinition> columns = table.source().columns();
      RowImage source = read(atSource, table.source(), row.key());
      RowImage sink = read(atSink, table.sink(), row.key());
      Winner winner = new Winners(rule).of(columns, source, sink);
      if (!areEqual(columns, source, sink)) {
        boolean sourceStays = winner == Winner.SOURCE;
        put(
            sourceStays ? atSink : atSource,
            sourceStays ? table.sink() : table.source(),
            row,
            sourceStays ? source : sink);
        end(sourceStays ? forward : reverse, sourceStays ? atSink : atSource);
      }
      return new Found(winner, json(columns, source), json(columns, sink));
    }
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

  private static void end(Flow flow, SinkTransaction transaction) {
    transaction.state().advance(flow.state().writer(flow.writer()));
    transaction.commit();
  }

  private @Nullable RowImage read(SinkTransaction at, TableRead read, RowImage key) {
    List<Integer> numbers = keyNumbers(read);
    return at.changes().lock(read, keys(read, key)).stream()
        .filter(row -> Objects.equals(key, RowWatch.key(read.columns(), numbers, row)))
        .findFirst()
        .orElse(null);
  }

  private static List<Integer> keyNumbers(TableRead read) {
    return read.key().stream()
        .map(column -> ColumnNumbers.find(read.columns(), column.name()))
        .toList();
  }

  private RowBatch keys(TableRead read, RowImage key) {
    return memory.of(read.key(), List.of(key));
  }

  private static boolean areEqual(
      List<ColumnDefinition> columns, @Nullable RowImage one, @Nullable RowImage other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return IntStream.range(0, columns.size())
        .allMatch(i -> Values.areEqual(columns.get(i), i, one, other));
  }

  private void put(
      SinkTransaction at, TableRead read, SettledRow.Id row, @Nullable RowImage stays) {
    ObjectName target = read.table().name();
    if (stays == null) {
      at.changes().delete(target, keys(read, row.key()));
      return;
    }
    try {
      at.changes().upsert(target, read.key(), memory.of(read.columns(), List.of(stays)));
    } catch (RowRefusedException e) {
      if (!e.isPresent()) {
        throw e;
      }
      throw new MigrationException(
          EngineError.ROWS_CONFLICT,
          ErrorContext.of(target),
          "the row that stays, "
              + RowKey.of(read.columns(), keyNumbers(read), stays)
              + ", meets another row at the other end in a unique key",
          e);
    }
  }

  private static Optional<String> json(List<ColumnDefinition> columns, @Nullable RowImage row) {
    if (row == null) {
      return Optional.empty();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        json.writeStringField(columns.get(i).name(), RowKey.text(columns.get(i), row, i));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(out.toString(UTF_8));
  }
}
