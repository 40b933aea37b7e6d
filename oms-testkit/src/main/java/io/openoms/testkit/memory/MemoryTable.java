package io.openoms.testkit.memory;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A table with its rows, each with all columns, in no order. Not thread-safe. */
final class MemoryTable {

  private final TableDefinition definition;
  private final List<RowImage> rows;

  MemoryTable(TableDefinition definition, List<RowImage> rows) {
    this.definition = definition;
    this.rows = rows;
  }

  MemoryTable copy() {
    return new MemoryTable(definition, new ArrayList<>(rows));
  }

  TableDefinition definition() {
    return definition;
  }

  List<RowImage> rows() {
    return rows;
  }

  /** The numbers of columns of those names. */
  int[] numbers(List<ColumnDefinition> columns) {
    return columns.stream().mapToInt(column -> number(column.name())).toArray();
  }

  int number(String column) {
    return IntStream.range(0, definition.columns().size())
        .filter(i -> definition.columns().get(i).name().equals(column))
        .findFirst()
        .orElseThrow(
            () ->
                new MigrationException(
                    MemoryError.MEMORY_NAME_WRONG,
                    ErrorContext.of(definition.name()),
                    "there is no column " + column));
  }

  MemoryOrder order(int[] columns) {
    return new MemoryOrder(definition.columns(), columns);
  }

  /** The row that is in the way of another one, by the first unique key that both share. */
  Optional<RowImage> inTheWayOf(RowImage row) {
    return definition.indexes().stream()
        .filter(IndexDefinition::isUnique)
        .flatMap(index -> rows.stream().filter(there -> meet(index, there, row)))
        .findFirst();
  }

  private boolean meet(IndexDefinition index, RowImage one, RowImage other) {
    int[] columns =
        index.parts().stream().mapToInt(part -> number(part.column().orElseThrow())).toArray();
    boolean anyNull = IntStream.of(columns).anyMatch(c -> one.isNull(c) || other.isNull(c));
    return !anyNull && order(columns).compare(one, other) == 0;
  }

  /** The same table with one more index, if its rows allow it. */
  MemoryTable with(IndexDefinition index) {
    List<IndexDefinition> all = new ArrayList<>(definition.indexes());
    all.add(index);
    MemoryTable table = new MemoryTable(definition.withIndexes(all), new ArrayList<>());
    for (RowImage row : rows) {
      if (table.inTheWayOf(row).isPresent()) {
        throw new MigrationException(
            MemoryError.MEMORY_ROW_REFUSED,
            ErrorContext.of(definition.name()),
            "two rows are equal in the unique key " + index.name());
      }
      table.rows.add(row);
    }
    return table;
  }

  /** The same table with one more column of numbers, which is NULL in its rows. */
  MemoryTable with(String column) {
    List<ColumnDefinition> columns = new ArrayList<>(definition.columns());
    columns.add(MemoryTables.column(column, MemoryTables.numbers(), true));
    TableDefinition wider = MemoryTables.of(definition.name(), columns, definition.indexes());
    MemoryTable table = new MemoryTable(wider, new ArrayList<>());
    for (RowImage row : rows) {
      RowImage.Builder longer = new RowImage.Builder(columns.size());
      IntStream.range(0, row.columns()).forEach(i -> longer.add(row, i));
      longer.addNull();
      table.rows.add(longer.build());
    }
    return table;
  }
}
