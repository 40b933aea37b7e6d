package io.openoms.core.plan;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.TableChoice;
import io.openoms.core.error.EngineError;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.CatalogEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a selection covers at the source; everything wrong with it is reported at once. */
public final class SelectionResolver {

  private final Catalog catalog;
  private final ObjectSelection selection;
  private final TableReads reads;
  private final Optional<SnapshotSource> snapshot;
  private final Catalog sink;
  private final List<String> faults = new ArrayList<>();

  /**
   * A resolver for one selection.
   *
   * @param snapshot judges row filters; without it they are not judged
   * @param sink says which names are one name there
   */
  public SelectionResolver(
      Catalog catalog, Optional<SnapshotSource> snapshot, ObjectSelection selection, Catalog sink) {
    this.catalog = catalog;
    this.snapshot = snapshot;
    this.selection = selection;
    this.sink = sink;
    this.reads = new TableReads(catalog, selection);
  }

  /**
   * The selected objects. Blocks on the source.
   *
   * @throws MigrationException SELECTION_INVALID with all faults
   */
  public ResolvedSelection resolve() {
    Map<ObjectName, CatalogEntry> entries = entriesOfDatabases();
    requireEachRuleToMatch(entries.keySet());
    Set<ObjectName> ofTools =
        catalog.ofTools(entries.keySet()).stream()
            .filter(name -> selection.covers(name) && !isNamedExactly(name))
            .collect(Collectors.toCollection(TreeSet::new));
    List<CatalogEntry> covered =
        entries.values().stream()
            .filter(entry -> selection.covers(entry.name()) && !ofTools.contains(entry.name()))
            .toList();
    ReadableTables ahead =
        new ReadableTables(
            new CatalogAhead(catalog, covered.stream().map(CatalogEntry::name).toList()));
    Set<CatalogEntry> left =
        covered.stream()
            .filter(entry -> isLeftBehind(ahead, entry))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<CatalogEntry> selected = covered.stream().filter(entry -> !left.contains(entry)).toList();
    requireSelected(selected);
    faults.addAll(new ScopeCheck(reads, snapshot, selection).faults(selected));
    faults.addAll(new TargetCheck(reads, selection, sink).faults(selected));
    if (!faults.isEmpty()) {
      throw new MigrationException(
          EngineError.SELECTION_INVALID, ErrorContext.none(), String.join("; ", faults));
    }
    return new ResolvedSelection(
        Stream.of(ObjectKind.TABLE, ObjectKind.VIEW)
            .flatMap(kind -> selected.stream().filter(entry -> entry.kind() == kind))
            .map(this::object)
            .toList(),
        Stream.concat(
                left.stream().map(entry -> entry.name() + " has no unique key of NOT NULL columns"),
                ofTools.stream()
                    .map(name -> name + " is a tool's, which changes another table online"))
            .toList(),
        unmatched(entries.keySet()));
  }

  /** Excludes that leave nothing out: a slip in one would let a table through. */
  private List<String> unmatched(Set<ObjectName> names) {
    return selection.excludes().stream()
        .filter(
            exclude ->
                names.stream()
                    .noneMatch(name -> exclude.matches(name) && selection.isIncluded(name)))
        .map(exclude -> "exclude '" + exclude + "' matches none of the objects that are included")
        .toList();
  }

  private MigratedObject object(CatalogEntry entry) {
    return new MigratedObject(
        entry.kind(),
        entry.name(),
        selection.targetOf(entry.name()),
        selection.scopeOf(entry.name()),
        entry.estimatedRows());
  }

  private Map<ObjectName, CatalogEntry> entriesOfDatabases() {
    Map<ObjectName, CatalogEntry> entries = new TreeMap<>();
    SelectedDatabases.of(selection, catalog)
        .forEach(
            database ->
                catalog.entries(database).forEach(entry -> entries.put(entry.name(), entry)));
    return entries;
  }

  private void requireEachRuleToMatch(Set<ObjectName> names) {
    selection.includes().stream()
        .filter(rule -> !rule.future() && names.stream().noneMatch(rule.pattern()::matches))
        .forEach(rule -> faults.add("the rule '" + rule + "' matches nothing at the source"));
  }

  /** A table without a key, when only those with one are wanted; naming it by itself is a fault. */
  private boolean isLeftBehind(ReadableTables ahead, CatalogEntry entry) {
    boolean keyless =
        selection.tables() == TableChoice.WITH_UNIQUE_KEY
            && entry.kind() == ObjectKind.TABLE
            && ahead.isKeyless(entry.name());
    if (keyless && isNamedExactly(entry.name())) {
      faults.add(entry.name() + " is selected by name and has no unique key of NOT NULL columns");
    }
    return keyless;
  }

  private boolean isNamedExactly(ObjectName name) {
    return selection.includes().stream()
        .anyMatch(rule -> rule.pattern().isExact() && rule.pattern().matches(name));
  }

  private void requireSelected(List<CatalogEntry> entries) {
    Set<ObjectName> selected =
        entries.stream()
            .map(entry -> selection.key(entry.name()))
            .collect(Collectors.toUnmodifiableSet());
    Map.of(
            "map", selection.renames().keySet(),
            "where", selection.filters().keySet(),
            "columns", selection.columns().keySet())
        .forEach(
            (key, named) ->
                named.stream()
                    .filter(name -> !selected.contains(name) && !isOfTheFuture(name))
                    .forEach(
                        name -> faults.add(key + " names " + name + ", which is not selected")));
  }

  private boolean isOfTheFuture(ObjectName name) {
    return selection.includes().stream()
        .anyMatch(rule -> rule.future() && rule.pattern().matches(name));
  }
}
