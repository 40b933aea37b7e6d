package io.openoms.core.capture;

import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.TableReads;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.state.StoredDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  /**
   * The definitions of those tables; what is not stored yet is read from the source now.
   *
   * @param now a position of the log that was taken before: a definition that changes behind it
   *     will be found in the log
   */
  public List<CapturedTable> of(String writer, List<MigratedObject> tables, Position now) {
    Map<ObjectName, StoredDefinition> stored = new HashMap<>();
    // Oldest first, so the newest one of each table stays.
    state.definitions().forEach(definition -> stored.put(definition.source(), definition));
    List<CapturedTable> captured = new ArrayList<>();
    for (MigratedObject table : tables) {
      StoredDefinition definition = stored.get(table.source());
      if (definition == null) {
        definition = new StoredDefinition(table.source(), now, statement(table.source()));
        state.add(writer, definition);
      }
      captured.add(captured(definition));
    }
    return captured;
  }

  private CapturedTable captured(StoredDefinition stored) {
    TableRead read = read(stored);
    return new CapturedTable(read.table(), Optional.of(stored.validFrom()), read.columns());
  }

  private TableRead read(StoredDefinition stored) {
    TableDefinition whole = catalog.definition(stored.source(), stored.statement());
    return reads.read(reads.selected(whole));
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
