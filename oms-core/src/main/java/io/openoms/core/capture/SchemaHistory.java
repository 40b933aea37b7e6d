package io.openoms.core.capture;

import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.TableReads;
import io.openoms.core.state.ProjectState;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.state.StoredDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The definitions by which changes are read: stored before the first of them is, with the position
 * from which each holds, so that a later run reads old changes by the old definition. One thread.
 */
public final class SchemaHistory {

  private final ProjectState state;
  private final Catalog catalog;
  private final TableReads reads;

  /** The history of a project. */
  public SchemaHistory(ProjectState state, Catalog catalog, TableReads reads) {
    this.state = state;
    this.catalog = catalog;
    this.reads = reads;
  }

  /** The definition by which each table was captured by the last run that did. Blocks. */
  public Map<ObjectName, StoredDefinition> known() {
    Map<ObjectName, StoredDefinition> known = new HashMap<>();
    // Oldest first, so the newest one of each table stays.
    state.definitions().forEach(definition -> known.put(definition.source(), definition));
    return known;
  }

  /**
   * A table's definition as it is at the source now. Blocks.
   *
   * @param from where it begins to hold; a definition that changes behind it is found in the log
   */
  public StoredDefinition now(ObjectName table, Position from) {
    return new StoredDefinition(table, from, statement(table));
  }

  /**
   * What is captured by a definition. The reader finds the log's columns by the whole of it, and
   * tells the selected ones.
   */
  public CapturedTable captured(StoredDefinition stored) {
    TableDefinition whole = catalog.definition(stored.source(), stored.statement());
    return new CapturedTable(
        whole, Optional.of(stored.validFrom()), reads.selected(whole).storedColumns());
  }

  private String statement(ObjectName table) {
    return catalog
        .statement(table)
        .orElseThrow(
            () ->
                new MigrationException(
                    EngineError.SOURCE_MISSING,
                    ErrorContext.of(table),
                    "the table is not at the source any more"));
  }
}
