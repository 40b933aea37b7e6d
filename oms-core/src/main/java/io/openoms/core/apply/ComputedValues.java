package io.openoms.core.apply;

import com.google.common.primitives.Ints;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.compare.GeneratedDifference;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.List;
import java.util.Objects;

/**
 * Compares what the sink has computed for stored generated columns of changed rows with what the
 * log says that the source has stored. A table without a key is not compared: its rows cannot be
 * told. One thread.
 */
final class ComputedValues {

  private final ChangeWriter sink;
  private final Batches batches;
  private final ApplyTable table;

  ComputedValues(ChangeWriter sink, Batches batches, ApplyTable table) {
    this.sink = sink;
    this.batches = batches;
    this.table = table;
  }

  /**
   * Looks at rows that are at the sink as they are told. Blocks.
   *
   * @throws MigrationException GENERATED_VALUE_DIFFERS for the first one that differs
   */
  void compare(List<RowImage> rows) {
    if (table.isKeyless()) {
      return;
    }
    List<Integer> all = table.computed().keySet().stream().sorted().toList();
    List<RowImage> told = rows.stream().filter(row -> row.computed().isPresent()).toList();
    List<RowImage> whole = told.stream().filter(row -> tells(row, all)).toList();
    List<RowImage> doubtful =
        equal(whole, all) ? told.stream().filter(row -> !tells(row, all)).toList() : told;
    for (RowImage row : doubtful) {
      for (int column : all) {
        requireEqual(row, column);
      }
    }
  }

  /** Images that carry little lack values that did not change. */
  private static boolean tells(RowImage row, List<Integer> columns) {
    RowImage values = row.computed().orElseThrow();
    return columns.stream().noneMatch(values::isAbsent);
  }

  private void requireEqual(RowImage row, int column) {
    List<Integer> one = List.of(column);
    if (tells(row, one) && !equal(List.of(row), one)) {
      throw GeneratedDifference.followed(ErrorContext.of(table.source()), column(column));
    }
  }

  private ColumnDefinition column(int number) {
    return Objects.requireNonNull(table.computed().get(number));
  }

  private boolean equal(List<RowImage> rows, List<Integer> columns) {
    if (rows.isEmpty()) {
      return true;
    }
    int[] numbers = Ints.toArray(columns);
    RowBatch keys = batches.some(table.columns(), table.key(), rows);
    RowBatch values =
        batches.rows(
            columns.stream().map(this::column).toList(),
            rows.stream().map(row -> row.computed().orElseThrow().only(numbers)).toList());
    int equal = sink.countEqual(table.target(), keys, values);
    batches.recycle(keys);
    batches.recycle(values);
    return equal == rows.size();
  }
}
