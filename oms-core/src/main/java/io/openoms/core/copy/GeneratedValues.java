package io.openoms.core.copy;

import io.openoms.ObjectName;
import io.openoms.core.compare.GeneratedDifference;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ColumnDefinition.Generation;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowKey;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares what the sink has computed for stored generated columns with what the source has stored:
 * servers divide, round, pad and compare in different ways. Immutable.
 */
final class GeneratedValues {

  private final TableRead read;
  private final int[] own;
  private final int[] key;
  private final int[] generated;

  private GeneratedValues(TableRead read) {
    this.read = read;
    List<ColumnDefinition> columns = read.columns();
    this.own = places(columns.stream().filter(column -> column.generated().isEmpty()));
    this.key = places(read.key().stream());
    this.generated = places(stored(columns));
  }

  private int[] places(Stream<ColumnDefinition> some) {
    return some.mapToInt(read.columns()::indexOf).toArray();
  }

  private static Stream<ColumnDefinition> stored(List<ColumnDefinition> columns) {
    return columns.stream()
        .filter(column -> column.generated().filter(Generation::stored).isPresent());
  }

  /** The same read, with the stored generated columns that a target has, if rows have a key. */
  static TableRead with(TableRead read, TableDefinition target) {
    if (read.key().isEmpty()) {
      return read;
    }
    Stream<ColumnDefinition> compared =
        stored(read.table().columns()).filter(of -> target.column(of.name()).isPresent());
    return new TableRead(
        read.table(),
        Stream.concat(read.columns().stream(), compared).toList(),
        read.key(),
        read.filter());
  }

  /** For a read that {@link #with} made; empty when it has no such columns. */
  static Optional<GeneratedValues> of(TableRead read) {
    return stored(read.columns()).findAny().map(any -> new GeneratedValues(read));
  }

  /** The values that are written. */
  RowBatch own(RowBatch batch) {
    return batch.columns(own);
  }

  /**
   * Looks at the rows that were just written.
   *
   * @param leftOut the numbers of those that were not
   * @throws MigrationException GENERATED_VALUE_DIFFERS for the first one that differs
   */
  void compare(ChangeWriter sink, ObjectName target, RowBatch all, List<Integer> leftOut) {
    RowBatch batch =
        leftOut.isEmpty()
            ? all
            : all.only(
                IntStream.range(0, all.rows()).filter(row -> !leftOut.contains(row)).toArray());
    if (batch.rows() == 0 || equal(sink, target, batch)) {
      return;
    }
    for (int row = 0; row < batch.rows(); row++) {
      RowBatch one = batch.only(new int[] {row});
      for (int column : generated) {
        if (sink.countEqual(target, one.columns(key), one.columns(new int[] {column})) != 1) {
          throw differs(batch, row, batch.columns().get(column));
        }
      }
    }
  }

  private boolean equal(ChangeWriter sink, ObjectName target, RowBatch batch) {
    return sink.countEqual(target, batch.columns(key), batch.columns(generated)) == batch.rows();
  }

  private MigrationException differs(RowBatch batch, int row, ColumnDefinition column) {
    return GeneratedDifference.copied(
        ErrorContext.of(read.table().name())
            .withPosition("row " + RowKey.of(read.key(), batch, row)),
        column);
  }
}
