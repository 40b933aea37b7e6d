package io.openoms.core.plan;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A table reduced to some of its columns. */
final class ColumnSubset {

  private ColumnSubset() {}

  /**
   * The table with these columns, and those indexes all of whose columns are among them; a lost
   * index is a feature that the conversion refuses when it is the primary key.
   */
  static TableDefinition of(TableDefinition table, List<String> names) {
    List<ColumnDefinition> columns =
        names.stream().map(name -> column(table, name)).collect(Collectors.toList());
    Set<String> kept =
        columns.stream().map(ColumnDefinition::name).collect(Collectors.toUnmodifiableSet());
    List<String> features = new ArrayList<>(table.features());
    List<IndexDefinition> indexes = new ArrayList<>();
    for (IndexDefinition index : table.indexes()) {
      boolean whole =
          index.parts().stream().allMatch(p -> p.column().map(kept::contains).orElse(false));
      if (whole) {
        indexes.add(index);
      } else if (index.kind() == IndexDefinition.Kind.PRIMARY) {
        throw new MigrationException(
            EngineError.SELECTION_INVALID,
            ErrorContext.of(table.name()),
            "columns leaves out a part of the primary key");
      }
    }
    return new TableDefinition(
        table.name(),
        columns,
        indexes,
        List.of(),
        List.of(),
        table.characterSet(),
        table.collation(),
        table.autoIncrement(),
        table.comment(),
        features,
        table.averageRowBytes());
  }

  private static ColumnDefinition column(TableDefinition table, String name) {
    return table
        .column(name)
        .orElseThrow(
            () ->
                new MigrationException(
                    EngineError.SOURCE_MISSING,
                    ErrorContext.of(table.name()),
                    "columns names " + name + ", which the table does not have"));
  }
}
