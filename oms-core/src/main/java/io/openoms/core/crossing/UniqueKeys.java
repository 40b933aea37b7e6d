package io.openoms.core.crossing;

import com.google.common.collect.Iterables;
import io.openoms.core.table.ColumnNumbers;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableRead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The unique keys of a table beside the one that tells its rows: two rows with different keys meet
 * when they have the same values there. A key over an expression, a part of a column or a column
 * that does not travel is left out. Thread-safe.
 */
public final class UniqueKeys {

  /** Lists of keys stay below what a server turns into a scan. */
  private static final int KEYS = 200;

  private final List<List<Integer>> keys;
  private final RowBatches memory = new RowBatches(new BatchLimits(KEYS, 1 << 16));

  private UniqueKeys(List<List<Integer>> keys) {
    this.keys = keys;
  }

  /** Those that either end has, or will get when its rows have arrived. */
  public static UniqueKeys of(CrossedTable table) {
    TableRead read = table.source();
    List<Integer> own = numbers(read, read.key().stream().map(ColumnDefinition::name).toList());
    return new UniqueKeys(
        Stream.of(table.source(), table.sink())
            .flatMap(end -> end.table().indexes().stream())
            .filter(IndexDefinition::isUnique)
            .filter(index -> index.parts().stream().allMatch(UniqueKeys::isColumn))
            .map(index -> numbers(read, index.parts().stream().map(UniqueKeys::name).toList()))
            .filter(columns -> !columns.contains(ColumnNumbers.NONE) && !columns.equals(own))
            .distinct()
            .toList());
  }

  private static boolean isColumn(IndexDefinition.Part part) {
    return part.column().isPresent() && part.prefix() == 0;
  }

  private static String name(IndexDefinition.Part part) {
    return part.column().orElseThrow();
  }

  private static List<Integer> numbers(TableRead read, List<String> names) {
    return names.stream().map(name -> ColumnNumbers.find(read.columns(), name)).toList();
  }

  /** Whether no rows can meet. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /**
   * The rows that are there, and have a value of one of those rows in one of the keys; those rows
   * themselves are among them. Nobody else changes them until the transaction ends. Blocks.
   */
  public List<RowImage> meeting(ChangeWriter there, TableRead read, Collection<RowImage> rows) {
    List<RowImage> found = new ArrayList<>();
    for (List<Integer> key : keys) {
      List<RowImage> values =
          rows.stream()
              .filter(row -> key.stream().noneMatch(i -> row.isAbsent(i) || row.isNull(i)))
              .map(row -> row.only(key.stream().mapToInt(Integer::intValue).toArray()))
              .toList();
      List<ColumnDefinition> columns = key.stream().map(read.columns()::get).toList();
      for (List<RowImage> some : Iterables.partition(values, KEYS)) {
        found.addAll(there.lock(read, memory.of(columns, some)));
      }
    }
    return found;
  }
}
