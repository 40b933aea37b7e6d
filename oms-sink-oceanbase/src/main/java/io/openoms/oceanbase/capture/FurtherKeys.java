package io.openoms.oceanbase.capture;

import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The unique keys of a table beside its copy key, whose values can move from row to row. Immutable.
 *
 * @param isAny whether there is one
 * @param isHidden whether one of them has an expression, or a column that changes do not carry: any
 *     change of a row may move its value
 * @param columns the places of their other columns
 */
record FurtherKeys(boolean isAny, boolean isHidden, Set<Integer> columns) {

  FurtherKeys {
    columns = Set.copyOf(columns);
  }

  static FurtherKeys of(CapturedTable table) {
    List<String> carried = table.columns().stream().map(FurtherKeys::name).toList();
    List<IndexDefinition> further =
        table.definition().indexes().stream()
            .filter(IndexDefinition::isUnique)
            .filter(index -> !isCopyKey(table.definition(), index))
            .toList();
    Set<Integer> columns = new HashSet<>();
    further.stream()
        .flatMap(index -> index.parts().stream())
        .forEach(
            part ->
                columns.add(part.column().map(name -> carried.indexOf(lower(name))).orElse(-1)));
    boolean isHidden = columns.remove(-1);
    return new FurtherKeys(!further.isEmpty(), isHidden, columns);
  }

  private static boolean isCopyKey(TableDefinition table, IndexDefinition index) {
    return index.parts().stream().allMatch(part -> part.prefix() == 0)
        && index.parts().stream()
            .map(part -> lower(part.column().orElse("")))
            .toList()
            .equals(table.copyKey().stream().map(FurtherKeys::name).toList());
  }

  private static String name(ColumnDefinition column) {
    return lower(column.name());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether a value of one of them may have changed. */
  boolean isMoved(RowImage before, RowImage after) {
    return isHidden || columns.stream().anyMatch(column -> !before.same(column, after));
  }
}
