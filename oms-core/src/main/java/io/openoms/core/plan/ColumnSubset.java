package io.openoms.core.plan;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ForeignKeyDefinition;
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
   * The table with these columns, and those indexes and foreign keys all of whose columns are among
   * them. What else may speak of the columns left out stays behind by name; a part of the primary
   * key cannot.
   */
  static TableDefinition of(TableDefinition table, List<String> names) {
    List<ColumnDefinition> columns = names.stream().map(name -> column(table, name)).toList();
    Set<String> kept =
        columns.stream().map(ColumnDefinition::name).collect(Collectors.toUnmodifiableSet());
    List<String> remains = new ArrayList<>(table.remains());
    List<IndexDefinition> indexes = new ArrayList<>();
    for (IndexDefinition index : table.indexes()) {
      if (index.parts().stream().allMatch(p -> p.column().map(kept::contains).orElse(false))) {
        indexes.add(index);
      } else if (index.kind() == IndexDefinition.Kind.PRIMARY) {
        throw new MigrationException(
            EngineError.SELECTION_INVALID,
            ErrorContext.of(table.name()),
            "columns leaves out a part of the primary key");
      } else {
        remains.add("index " + index.name() + ", which has more columns,");
      }
    }
    List<ForeignKeyDefinition> foreignKeys =
        table.foreignKeys().stream().filter(key -> kept.containsAll(key.columns())).toList();
    boolean all = kept.size() == table.columns().size();
    if (!all) {
      table.checks().forEach(check -> remains.add("check " + check.name()));
    }
    return new TableDefinition(
        table.name(),
        columns,
        indexes,
        foreignKeys,
        all ? table.checks() : List.of(),
        table.characterSet(),
        table.collation(),
        table.autoIncrement(),
        table.comment(),
        table.partitioning(),
        table.features(),
        remains,
        table.averageRowBytes(),
        table.storage());
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
