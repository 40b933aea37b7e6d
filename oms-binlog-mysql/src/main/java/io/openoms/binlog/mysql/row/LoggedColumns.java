package io.openoms.binlog.mysql.row;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ColumnDefinition.Generation;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds which column of the definition each column of the log is. */
final class LoggedColumns {

  private LoggedColumns() {}

  /**
   * For each column of the log its definition; empty for hidden ones, which keys over expressions
   * have and which stand at the end.
   */
  static List<Optional<ColumnDefinition>> match(TableMap map, TableDefinition table) {
    return map.names().isEmpty() ? byPlace(map, table) : byName(map, table);
  }

  private static List<Optional<ColumnDefinition>> byName(TableMap map, TableDefinition table) {
    List<Optional<ColumnDefinition>> columns = new ArrayList<>();
    for (String name : map.names()) {
      Optional<ColumnDefinition> column = table.column(name);
      if (column.isEmpty() && !name.startsWith("!hidden!")) {
        throw new MigrationException(
            BinlogError.TABLE_CHANGED,
            ErrorContext.of(table.name()),
            "the log has rows with a column " + name + ", which the table does not have");
      }
      columns.add(column);
    }
    return columns;
  }

  private static List<Optional<ColumnDefinition>> byPlace(TableMap map, TableDefinition table) {
    int logged = map.columns().size();
    List<ColumnDefinition> columns = table.columns();
    if (logged < columns.size()) {
      columns = columns.stream().filter(LoggedColumns::isStored).toList();
    }
    int hidden = logged - columns.size();
    if (hidden != 0 && (hidden < 0 || hidden != expressionParts(table))) {
      throw new MigrationException(
          BinlogError.TABLE_CHANGED,
          ErrorContext.of(table.name()),
          "the log has rows of "
              + logged
              + " columns, and the table has "
              + table.columns().size());
    }
    List<Optional<ColumnDefinition>> found = new ArrayList<>();
    columns.forEach(column -> found.add(Optional.of(column)));
    for (int i = 0; i < hidden; i++) {
      found.add(Optional.empty());
    }
    return found;
  }

  private static boolean isStored(ColumnDefinition column) {
    return column.generated().map(Generation::stored).orElse(true);
  }

  private static long expressionParts(TableDefinition table) {
    return table.indexes().stream()
        .flatMap(index -> index.parts().stream())
        .filter(part -> part.column().isEmpty())
        .count();
  }

  static MigrationException changed(TableDefinition table, ColumnDefinition column) {
    return new MigrationException(
        BinlogError.TABLE_CHANGED,
        ErrorContext.of(table.name()),
        "the log does not have column "
            + column.name()
            + " as "
            + column.type().nativeText()
            + ": the table was defined otherwise when it was written");
  }
}
