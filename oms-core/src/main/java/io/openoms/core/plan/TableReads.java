package io.openoms.core.plan;

import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a selected table into what is read of it: columns, key, filter. */
public final class TableReads {

  private final Catalog catalog;
  private final ObjectSelection selection;

  /** Reads for one selection. */
  public TableReads(Catalog catalog, ObjectSelection selection) {
    this.catalog = catalog;
    this.selection = selection;
  }

  /** The same by another catalog of the source. */
  public TableReads over(Catalog other) {
    return new TableReads(other, selection);
  }

  /**
   * A table's definition with only the selected columns, and the indexes that they carry. Blocks.
   *
   * @throws MigrationException SOURCE_MISSING when the table or a column is not there
   */
  public TableDefinition definition(ObjectName source) {
    return selected(whole(source));
  }

  /** A table's definition with all its columns. Blocks. */
  public TableDefinition whole(ObjectName source) {
    return catalog
        .table(source)
        .orElseThrow(
            () ->
                new MigrationException(
                    EngineError.SOURCE_MISSING,
                    ErrorContext.of(source),
                    "the table is not at the source any more"));
  }

  /** The same definition with only the selected columns, and the indexes that they carry. */
  public TableDefinition selected(TableDefinition whole) {
    Optional<List<String>> columns = selection.columnsOf(whole.name());
    return columns.isEmpty() ? whole : ColumnSubset.of(whole, columns.get());
  }

  /** The columns of a table that are moved; empty for all. */
  public List<String> columns(ObjectName source) {
    return selection.columnsOf(source).orElse(List.of());
  }

  /** The condition on the rows that are moved, if there is one. */
  public Optional<String> filter(ObjectName source) {
    return selection.filterOf(source);
  }

  /** Those of the tables that have such a condition, with it. */
  public Map<ObjectName, String> filters(Collection<ObjectName> sources) {
    Map<ObjectName, String> filters = new HashMap<>();
    sources.forEach(source -> filter(source).ifPresent(filter -> filters.put(source, filter)));
    return filters;
  }

  /** Whether a table shares its target with others. */
  public boolean isMerged(ObjectName source) {
    return selection.isMerged(source);
  }

  /** The name at the sink of any table or view: its own one when it is not selected. */
  public ObjectName target(ObjectName source) {
    return selection.covers(source) ? selection.targetOf(source) : source;
  }

  /** What is read of a table. */
  public TableRead read(TableDefinition table) {
    List<ColumnDefinition> columns = table.storedColumns();
    return new TableRead(table, columns, table.copyKey(), selection.filterOf(table.name()));
  }
}
