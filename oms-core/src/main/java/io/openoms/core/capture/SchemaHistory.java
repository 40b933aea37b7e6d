package io.openoms.core.capture;

import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.TableReads;
import io.openoms.core.state.ProjectState;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.state.StoredDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The definitions that decode changes. Each is stored before the first change that it decodes, with
 * the position from which it holds and a number that each such change carries: so a later run
 * decodes old changes by the old definition. Numbers of a table only grow, also when the table
 * leaves the project and comes back. One thread.
 */
public final class SchemaHistory {

  private final ProjectState state;
  private final Catalog catalog;
  private final TableReads reads;
  private final Map<ObjectName, Long> lastNumbers = new HashMap<>();

  /** The history of a project. */
  public SchemaHistory(ProjectState state, Catalog catalog, TableReads reads) {
    this.state = state;
    this.catalog = catalog;
    this.reads = reads;
  }

  /** The definition by which each table was captured by the last run that captured. Blocks. */
  public Map<ObjectName, StoredDefinition> known() {
    Map<ObjectName, StoredDefinition> known = new HashMap<>();
    for (StoredDefinition definition : state.definitions()) {
      lastNumbers.merge(definition.source(), definition.number(), Math::max);
      if (definition.text().isPresent()) {
        // In ascending order, so the newest one of each table stays.
        known.put(definition.source(), definition);
      }
    }
    return known;
  }

  /** Whether definitions of a table are stored, or its last number is. After {@link #known}. */
  public boolean hasStored(ObjectName table) {
    return lastNumbers.containsKey(table);
  }

  /**
   * The definitions of tables as they are at the source now, each with its next number. Blocks.
   * After {@link #known}.
   *
   * @param from where each begins to hold; a later change of the definition is found in the log
   */
  public Map<ObjectName, StoredDefinition> now(Map<ObjectName, Position> from) {
    Map<ObjectName, DefinitionText> texts = catalog.definitionTexts(from.keySet());
    Map<ObjectName, StoredDefinition> now = new HashMap<>();
    from.forEach(
        (table, position) -> {
          long number = lastNumbers.getOrDefault(table, 0L) + 1;
          DefinitionText text =
              Optional.ofNullable(texts.get(table)).orElseThrow(() -> gone(table));
          now.put(table, new StoredDefinition(table, number, position, Optional.of(text)));
        });
    return now;
  }

  /**
   * What is captured by a definition. The reader finds the log's columns by the whole of it, and
   * emits the selected ones.
   */
  public CapturedTable captured(StoredDefinition stored) {
    TableDefinition whole = catalog.definition(stored.source(), stored.text().orElseThrow());
    return new CapturedTable(
        stored.number(),
        whole,
        Optional.of(stored.validFrom()),
        reads.selected(whole).storedColumns());
  }

  private static MigrationException gone(ObjectName table) {
    return new MigrationException(
        EngineError.SOURCE_MISSING,
        ErrorContext.of(table),
        "the table is not at the source any more");
  }
}
