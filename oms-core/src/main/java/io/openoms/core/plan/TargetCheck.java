package io.openoms.core.plan;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges targets that several sources share: a rule must say so, and definitions must agree. */
final class TargetCheck {

  private final TableReads reads;
  private final ObjectSelection selection;
  private final Catalog sink;

  TargetCheck(TableReads reads, ObjectSelection selection, Catalog sink) {
    this.reads = reads;
    this.selection = selection;
    this.sink = sink;
  }

  /** What is wrong, as sentences. Blocks on the sink, and on the source for merged tables. */
  List<String> faults(List<CatalogEntry> selected) {
    Map<ObjectName, ObjectName> identities =
        sink.identities(selected.stream().map(entry -> target(entry)).toList());
    List<String> faults = new ArrayList<>(databases(identities));
    Map<ObjectName, List<CatalogEntry>> byTarget =
        selected.stream()
            .collect(
                Collectors.groupingBy(
                    entry -> identities.getOrDefault(target(entry), target(entry)),
                    TreeMap::new,
                    Collectors.toList()));
    for (List<CatalogEntry> sources : byTarget.values()) {
      if (sources.size() > 1) {
        faults.addAll(faults(target(sources.get(0)), sources));
      }
    }
    return faults;
  }

  private ObjectName target(CatalogEntry entry) {
    return selection.targetOf(entry.name());
  }

  /** Databases with different names whose tables would share one. */
  private static List<String> databases(Map<ObjectName, ObjectName> identities) {
    Map<String, Set<String>> byIdentity = new TreeMap<>();
    identities.forEach(
        (name, identity) ->
            byIdentity
                .computeIfAbsent(identity.database(), one -> new TreeSet<>())
                .add(name.database()));
    return byIdentity.values().stream()
        .filter(names -> names.size() > 1)
        .map(
            names ->
                "the databases "
                    + String.join(" and ", names)
                    + " are one name at the sink; give all but one another name there, such as"
                    + " \"db.*=other.*\"")
        .toList();
  }

  private List<String> faults(ObjectName target, List<CatalogEntry> sources) {
    String names =
        sources.stream().map(s -> s.name().toString()).collect(Collectors.joining(" and "));
    Set<String> targets =
        sources.stream()
            .map(source -> target(source).toString())
            .collect(Collectors.toCollection(TreeSet::new));
    if (targets.size() > 1) {
      return List.of(
          names
              + " have the targets "
              + String.join(" and ", targets)
              + ", which are one name at the sink; give one of them another name by map");
    }
    if (!sources.stream().allMatch(source -> selection.isMerged(source.name()))) {
      return List.of(names + " have one target, " + target + ", and no rule merges them");
    }
    if (sources.stream().anyMatch(source -> source.kind() == ObjectKind.VIEW)) {
      return List.of(names + " are to be merged into " + target + ", and not all are tables");
    }
    try {
      return disagreements(target, sources.stream().map(CatalogEntry::name).toList());
    } catch (MigrationException e) {
      if (e.isRetryable()) {
        throw e;
      }
      return List.of(e.description());
    }
  }

  private List<String> disagreements(ObjectName target, List<ObjectName> sources) {
    TableDefinition first = reads.definition(sources.get(0));
    List<String> faults = new ArrayList<>();
    for (ObjectName other : sources.subList(1, sources.size())) {
      List<String> differences = differences(first, reads.definition(other));
      if (!differences.isEmpty()) {
        faults.add(
            other
                + " cannot be merged with "
                + first.name()
                + " into "
                + target
                + ": "
                + String.join(", ", differences));
      }
    }
    return faults;
  }

  private static List<String> differences(TableDefinition first, TableDefinition other) {
    List<String> differences = new ArrayList<>();
    for (ColumnDefinition column : first.columns()) {
      other
          .column(column.name())
          .ifPresentOrElse(
              found -> {
                if (!holdsTheSame(column, found)) {
                  differences.add("column " + column.name() + " is defined otherwise");
                }
              },
              () -> differences.add("column " + column.name() + " is missing"));
    }
    other.columns().stream()
        .filter(column -> first.column(column.name()).isEmpty())
        .forEach(column -> differences.add("column " + column.name() + " is in it alone"));
    if (!keys(first).equals(keys(other))) {
      differences.add("its primary and unique keys are others");
    }
    return differences;
  }

  private static boolean holdsTheSame(ColumnDefinition one, ColumnDefinition other) {
    return one.type().equals(other.type())
        && one.nullable() == other.nullable()
        && one.generated().equals(other.generated());
  }

  private static Set<List<IndexDefinition.Part>> keys(TableDefinition table) {
    return table.indexes().stream()
        .filter(IndexDefinition::isUnique)
        .map(IndexDefinition::parts)
        .collect(Collectors.toUnmodifiableSet());
  }
}
