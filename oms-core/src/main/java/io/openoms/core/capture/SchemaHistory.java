package io.openoms.core.capture;

import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.TableReads;
import io.openoms.core.state.ProjectState;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.state.StoredDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The definitions that decode changes. Each is stored before the first change that it decodes, with
 * the position from which it holds and a number that each such change carries: so a later run
 * decodes old changes by the old definition. Numbers of a table only grow, also when the table
 * leaves the project and comes back. Thread-safe: tables join in the coordinating task, and change
 * in the capturing one.
 */
public final class SchemaHistory {

  private final ProjectState state;
  private final Catalog catalog;
  private final TableReads reads;
  private final Map<ObjectName, Long> lastNumbers = new HashMap<>();

  /** The definitions of each captured table, by ascending numbers. */
  private final Map<ObjectName, List<StoredDefinition>> chains = new HashMap<>();

  /** The history of a project. */
  public SchemaHistory(ProjectState state, Catalog catalog, TableReads reads) {
    this.state = state;
    this.catalog = catalog;
    this.reads = reads;
  }

  /** The last definition of each table that the last run captured. Blocks. */
  public synchronized Map<ObjectName, StoredDefinition> known() {
    chains.clear();
    for (StoredDefinition definition : state.definitions()) {
      lastNumbers.merge(definition.source(), definition.number(), Math::max);
      if (definition.text().isPresent()) {
        chains.computeIfAbsent(definition.source(), any -> new ArrayList<>()).add(definition);
      }
    }
    Map<ObjectName, StoredDefinition> known = new HashMap<>();
    chains.forEach((table, chain) -> known.put(table, chain.get(chain.size() - 1)));
    return known;
  }

  /** Whether definitions of a table are stored, or its last number is. After {@link #known}. */
  public synchronized boolean hasStored(ObjectName table) {
    return lastNumbers.containsKey(table);
  }

  /**
   * The definitions of tables as they are at the source now, each with its next number. Blocks.
   * After {@link #known}.
   *
   * @param from where each begins to hold; a later change of the definition is found in the log
   */
  public synchronized Map<ObjectName, StoredDefinition> now(Map<ObjectName, Position> from) {
    Map<ObjectName, DefinitionText> texts = catalog.definitionTexts(from.keySet());
    Map<ObjectName, StoredDefinition> now = new HashMap<>();
    from.forEach(
        (table, position) -> {
          DefinitionText text =
              Optional.ofNullable(texts.get(table)).orElseThrow(() -> gone(table));
          now.put(
              table, new StoredDefinition(table, nextNumber(table), position, Optional.of(text)));
        });
    return now;
  }

  private long nextNumber(ObjectName table) {
    return lastNumbers.getOrDefault(table, 0L) + 1;
  }

  /** The stored definitions of a table, by ascending numbers. */
  public synchronized List<StoredDefinition> stored(ObjectName table) {
    return List.copyOf(chains.getOrDefault(table, List.of()));
  }

  /** Those definitions of a table, and no earlier ones, are its history from now on. */
  public synchronized void keep(ObjectName table, List<StoredDefinition> definitions) {
    chains.put(table, new ArrayList<>(definitions));
    definitions.forEach(d -> lastNumbers.merge(table, d.number(), Math::max));
  }

  /**
   * The definitions of a table that changes behind a position may need: the one that holds there,
   * and all later ones.
   *
   * @param log compares positions
   */
  public synchronized List<StoredDefinition> since(
      ObjectName table, Position position, ChangeLog log) {
    List<StoredDefinition> chain = chains.getOrDefault(table, List.of());
    int first = 0;
    for (int i = 1; i < chain.size(); i++) {
      if (log.covers(position, chain.get(i).validFrom())) {
        first = i;
      }
    }
    return List.copyOf(chain.subList(first, chain.size()));
  }

  /** All definitions by which the changes of a table are captured. */
  public synchronized List<CapturedTable> captured(ObjectName table) {
    return chains.getOrDefault(table, List.of()).stream().map(this::captured).toList();
  }

  /** The definition of a table by which changes behind a position are captured. */
  public CapturedTable at(ObjectName table, Position position, ChangeLog log) {
    return captured(since(table, position, log).get(0));
  }

  /** A definition of a table, by its number; empty when it is not kept. */
  public synchronized Optional<StoredDefinition> find(ObjectName table, long number) {
    return chains.getOrDefault(table, List.of()).stream()
        .filter(definition -> definition.number() == number)
        .findFirst();
  }

  /** The definition that was stored as the one after another, if that change was read before. */
  public synchronized Optional<StoredDefinition> after(ObjectName table, long number) {
    return chains.getOrDefault(table, List.of()).stream()
        .filter(definition -> definition.number() > number)
        .findFirst();
  }

  /** Stores the definition of a table after a change. Blocks. */
  public synchronized StoredDefinition changed(
      String writer, ObjectName table, Position from, DefinitionText text) {
    StoredDefinition next = new StoredDefinition(table, nextNumber(table), from, Optional.of(text));
    state.write(writer, (project, tx) -> tx.addDefinition(project, next));
    chains.computeIfAbsent(table, any -> new ArrayList<>()).add(next);
    lastNumbers.put(table, next.number());
    return next;
  }

  /** Stores what was learned beside a definition of a table, which stays as it is. Blocks. */
  public synchronized void noted(String writer, StoredDefinition known, DefinitionText text) {
    StoredDefinition next =
        new StoredDefinition(known.source(), known.number(), known.validFrom(), Optional.of(text));
    state.write(writer, (project, tx) -> tx.addDefinition(project, next));
    chains
        .getOrDefault(known.source(), new ArrayList<>())
        .replaceAll(stored -> stored.number() == next.number() ? next : stored);
  }

  /** A stored definition, as a table with all its columns. */
  public TableDefinition whole(StoredDefinition stored) {
    return catalog.definition(stored.source(), stored.text().orElseThrow());
  }

  /**
   * What is captured by a definition. The reader finds the log's columns by the whole of it, and
   * emits the selected ones.
   */
  public CapturedTable captured(StoredDefinition stored) {
    TableDefinition whole = whole(stored);
    TableDefinition selected = reads.selected(whole);
    return new CapturedTable(
        stored.number(),
        whole,
        Optional.of(stored.validFrom()),
        selected.storedColumns(),
        selected.computedColumns());
  }

  private static MigrationException gone(ObjectName table) {
    return new MigrationException(
        EngineError.SOURCE_MISSING,
        ErrorContext.of(table),
        "the table is not at the source any more");
  }
}
