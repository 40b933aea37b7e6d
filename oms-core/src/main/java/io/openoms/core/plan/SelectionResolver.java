package io.openoms.core.plan;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.core.error.EngineError;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.CatalogEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a selection covers at the source; everything wrong with it is reported at once. */
public final class SelectionResolver {

  private final Catalog catalog;
  private final ObjectSelection selection;
  private final List<String> faults = new ArrayList<>();

  /** A resolver for one selection. */
  public SelectionResolver(Catalog catalog, ObjectSelection selection) {
    this.catalog = catalog;
    this.selection = selection;
  }

  /**
   * The selected objects, tables before views, each by name. Blocks on the source.
   *
   * @throws MigrationException SELECTION_INVALID with all faults
   */
  public List<MigratedObject> resolve() {
    Map<ObjectName, CatalogEntry> entries = entriesOfNamedDatabases();
    List<CatalogEntry> selected =
        entries.values().stream().filter(entry -> selection.covers(entry.name())).toList();
    requireEachRuleToMatch(entries.keySet());
    Set<ObjectName> names =
        selected.stream().map(CatalogEntry::name).collect(Collectors.toUnmodifiableSet());
    requireSelected(names, "map", selection.renames().keySet());
    requireSelected(names, "where", selection.filters().keySet());
    requireSelected(names, "columns", selection.columns().keySet());
    requireOneSourceEach(selected);
    if (!faults.isEmpty()) {
      throw new MigrationException(
          EngineError.SELECTION_INVALID, ErrorContext.none(), String.join("; ", faults));
    }
    return Stream.of(ObjectKind.TABLE, ObjectKind.VIEW)
        .flatMap(kind -> selected.stream().filter(entry -> entry.kind() == kind))
        .map(this::object)
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

  private Map<ObjectName, CatalogEntry> entriesOfNamedDatabases() {
    Map<ObjectName, CatalogEntry> entries = new TreeMap<>();
    selection.includes().stream()
        .map(rule -> rule.pattern().database())
        .distinct()
        .forEach(
            database ->
                catalog.entries(database).forEach(entry -> entries.put(entry.name(), entry)));
    return entries;
  }

  private void requireEachRuleToMatch(Set<ObjectName> names) {
    selection.includes().stream()
        .filter(rule -> names.stream().noneMatch(rule.pattern()::matches))
        .forEach(rule -> faults.add("the rule '" + rule + "' matches nothing at the source"));
  }

  private void requireSelected(Set<ObjectName> selected, String key, Set<ObjectName> named) {
    named.stream()
        .filter(name -> !selected.contains(name))
        .sorted()
        .forEach(name -> faults.add(key + " names " + name + ", which is not selected"));
  }

  private void requireOneSourceEach(List<CatalogEntry> selected) {
    Map<ObjectName, ObjectName> taken = new LinkedHashMap<>();
    for (CatalogEntry entry : selected) {
      ObjectName other = taken.putIfAbsent(selection.targetOf(entry.name()), entry.name());
      if (other != null) {
        faults.add(
            other
                + " and "
                + entry.name()
                + " have one target, "
                + selection.targetOf(entry.name())
                + "; merging tables is not built yet");
      }
    }
  }
}
