package io.openoms.core.apply.net;

import io.openoms.ObjectName;
import io.openoms.core.apply.net.Cascade.Action;
import io.openoms.spi.data.RowChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The foreign keys that change rows without a trace in the source's log, by the table that they
 * refer to. Tables that are linked by them form a group. Immutable.
 */
public final class Cascades {

  private static final Cascades NONE = new Cascades(Map.of());

  private final Map<ObjectName, List<Cascade>> byParent;
  private final Map<ObjectName, String> groups = new HashMap<>();
  private final Set<ObjectName> children = new HashSet<>();

  /**
   * All of them.
   *
   * @param byParent by the source name of the table that they refer to
   */
  public Cascades(Map<ObjectName, List<Cascade>> byParent) {
    this.byParent = new LinkedHashMap<>(byParent);
    byParent.forEach(
        (parent, cascades) ->
            cascades.forEach(
                cascade -> {
                  children.add(cascade.child().source());
                  link(parent, cascade.child().source());
                }));
  }

  /** For sources whose log holds all changes. */
  public static Cascades none() {
    return NONE;
  }

  private void link(ObjectName parent, ObjectName child) {
    String first = groups.getOrDefault(parent, parent.toString());
    String second = groups.getOrDefault(child, child.toString());
    String group = first.compareTo(second) < 0 ? first : second;
    groups.replaceAll((table, of) -> of.equals(first) || of.equals(second) ? group : of);
    groups.put(parent, group);
    groups.put(child, group);
  }

  /** The keys that refer to a table. */
  public List<Cascade> of(ApplyTable parent) {
    return byParent.getOrDefault(parent.source(), List.of());
  }

  /** Whether no change reaches another table. */
  boolean isEmpty() {
    return groups.isEmpty();
  }

  /** The name of the group of tables to which one belongs, if it does. */
  Optional<String> group(ApplyTable table) {
    return Optional.ofNullable(groups.get(table.source()));
  }

  /** Whether a table's own rows may be changed so. */
  boolean isChild(ApplyTable table) {
    return children.contains(table.source());
  }

  /**
   * Whether a change may change rows of other tables.
   *
   * @throws io.openoms.error.MigrationException CHANGE_INCOMPLETE when that cannot be told
   */
  public boolean reach(ApplyTable table, RowChange change) {
    for (Cascade cascade : of(table)) {
      if (cascade.actionOf(change) != Action.NONE) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether what a cascade does to its table's rows may go on to others.
   *
   * @param action what it does
   */
  public boolean goOn(Cascade cascade, Action action) {
    return of(cascade.child()).stream()
        .anyMatch(next -> action == Action.DELETE || cascade.changesAny(next.referenced()));
  }

  /**
   * Whether rows that go take others with them and do nothing else: then their order does not
   * matter.
   */
  public boolean removeAlone(ApplyTable parent) {
    return removeAlone(parent, new HashSet<>());
  }

  private boolean removeAlone(ApplyTable parent, Set<ObjectName> seen) {
    return !seen.add(parent.source())
        || of(parent).stream()
            .allMatch(
                cascade ->
                    cascade.onDelete() == Action.NONE
                        || (cascade.onDelete() == Action.DELETE
                            && removeAlone(cascade.child(), seen)));
  }

  /** The columns of a table to which others refer, each once. */
  public List<Integer> referenced(ApplyTable table) {
    List<Integer> columns = new ArrayList<>();
    of(table).stream()
        .flatMap(cascade -> cascade.referenced().stream())
        .filter(column -> !columns.contains(column))
        .forEach(columns::add);
    return columns;
  }
}
