package io.openoms.core.plan;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TypeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The foreign keys of followed tables that change rows without a trace in the source's log, and why
 * some of them cannot be done again at the sink. Immutable.
 */
public final class CascadeLinks {

  private static final CascadeLinks NONE =
      new CascadeLinks(Map.of(), true, name -> Optional.empty());

  private final List<Link> links = new ArrayList<>();
  private final Map<ObjectName, String> faults = new LinkedHashMap<>();

  /** A key of the child that refers to the parent. */
  public record Link(ObjectName parent, ObjectName child, ForeignKeyDefinition key) {

    /** Whether it refers to its own table. */
    boolean isOwn() {
      return parent.equals(child);
    }
  }

  /** Why a table's changes do not arrive as they are; empty when they do. */
  public interface Obstacles {

    /** The reason, as the end of a sentence. */
    Optional<String> of(ObjectName table);
  }

  /**
   * The links among those tables.
   *
   * @param carriesRows whether the log carries whole rows, unless a session asks otherwise
   * @param tables the followed tables as the source defines them, and the columns of each that are
   *     followed
   * @param obstacles what keeps a table from being linked
   */
  public CascadeLinks(Map<ObjectName, Followed> tables, boolean carriesRows, Obstacles obstacles) {
    for (Followed table : tables.values()) {
      for (ForeignKeyDefinition key : table.whole().foreignKeys()) {
        if (changesRows(key)) {
          Link link = new Link(key.parent(), table.whole().name(), key);
          Optional<String> fault =
              fault(link, tables, obstacles)
                  .or(() -> carriesRows ? Optional.empty() : imageFault(link, tables));
          links.add(link);
          fault.ifPresent(cause -> faults.putIfAbsent(link.child(), told(key) + cause));
        }
      }
    }
    refuseCircles();
    refuseChildrenOfRefused();
    links.removeIf(link -> faults.containsKey(link.child()));
    links.sort(CascadeOrder.of(tables));
  }

  /**
   * A table and what is followed of it.
   *
   * @param whole as the source defines it
   * @param columns the columns that are followed
   */
  public record Followed(TableDefinition whole, List<ColumnDefinition> columns) {

    Optional<ColumnDefinition> column(String name) {
      return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
    }
  }

  /** For a source whose log holds all changes. */
  public static CascadeLinks none() {
    return NONE;
  }

  /** The keys whose work is done again at the sink. */
  public List<Link> links() {
    return List.copyOf(links);
  }

  /** Why a table cannot be followed, if so. */
  public Optional<String> fault(ObjectName table) {
    return Optional.ofNullable(faults.get(table));
  }

  /** Whether other tables' changes change rows of that one. */
  public boolean isChild(ObjectName table) {
    return links.stream().anyMatch(link -> link.child().equals(table));
  }

  /**
   * The tables whose rows change by themselves, and that one's with them: to be copied before it.
   */
  public Set<ObjectName> before(ObjectName table) {
    Set<ObjectName> before = new HashSet<>();
    links.stream()
        .filter(link -> link.child().equals(table) && !link.isOwn() && isChild(link.parent()))
        .forEach(link -> before.add(link.parent()));
    return before;
  }

  /** Whether the key's own actions change rows. */
  static boolean changesRows(ForeignKeyDefinition key) {
    return changesRows(key.onDelete()) || changesRows(key.onUpdate());
  }

  private static boolean changesRows(String action) {
    return !action.isEmpty() && !action.equals(ForeignKeyDefinition.NO_ACTION);
  }

  private static Optional<String> fault(
      Link link, Map<ObjectName, Followed> tables, Obstacles obstacles) {
    Followed parent = tables.get(link.parent());
    if (parent == null) {
      return Optional.of("which is not followed with it");
    }
    for (ObjectName table : List.of(link.parent(), link.child())) {
      Optional<String> obstacle = obstacles.of(table);
      if (obstacle.isPresent()) {
        return Optional.of("and " + table + " " + obstacle.get());
      }
    }
    for (String action : List.of(link.key().onDelete(), link.key().onUpdate())) {
      if (changesRows(action) && !Set.of("CASCADE", "SET NULL").contains(action)) {
        return Optional.of("and " + action + " cannot be done again at the sink");
      }
    }
    return columnFault(link.key(), parent, Objects.requireNonNull(tables.get(link.child())));
  }

  /** Rows that go are logged by their key alone. */
  private static Optional<String> imageFault(Link link, Map<ObjectName, Followed> tables) {
    List<String> logged =
        Objects.requireNonNull(tables.get(link.parent())).whole().copyKey().stream()
            .map(ColumnDefinition::name)
            .toList();
    return link.key().parentColumns().stream()
            .allMatch(column -> logged.stream().anyMatch(column::equalsIgnoreCase))
        ? Optional.empty()
        : Optional.of(
            "of which the log carries the key alone, to which this one does not refer"
                + " (binlog_row_image must be FULL)");
  }

  private static Optional<String> columnFault(
      ForeignKeyDefinition key, Followed parent, Followed child) {
    for (int i = 0; i < key.columns().size(); i++) {
      Optional<ColumnDefinition> from = child.column(key.columns().get(i));
      Optional<ColumnDefinition> to = parent.column(key.parentColumns().get(i));
      if (from.isEmpty() || to.isEmpty()) {
        return Optional.of("and not all columns of the key are followed");
      }
      if (!isComparable(from.get(), to.get())) {
        return Optional.of(
            "and the sink may compare values of "
                + key.columns().get(i)
                + " otherwise than the source");
      }
    }
    return Optional.empty();
  }

  /** Both servers must find the same values equal; texts are compared as collations say. */
  private static boolean isComparable(ColumnDefinition one, ColumnDefinition other) {
    TypeKind kind = one.type().kind();
    return kind == other.type().kind()
        && switch (kind) {
          case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> true;
          case DECIMAL, DATE, TIME, DATETIME, TIMESTAMP, BINARY, VARBINARY ->
              one.type().length() == other.type().length()
                  && one.type().scale() == other.type().scale();
          default -> false;
        };
  }

  /**
   * The copy of a table follows that of the tables above it: there is no such order in a circle.
   */
  private void refuseCircles() {
    Set<ObjectName> left = new HashSet<>();
    links.forEach(link -> left.add(link.child()));
    while (left.removeIf(
        table ->
            links.stream()
                .filter(link -> link.child().equals(table) && !link.isOwn())
                .noneMatch(link -> left.contains(link.parent())))) {}
    links.stream()
        .filter(link -> left.contains(link.child()) && left.contains(link.parent()))
        .filter(link -> !link.isOwn())
        .forEach(
            link ->
                faults.putIfAbsent(
                    link.child(), told(link.key()) + "and both refer to each other in a circle"));
  }

  private void refuseChildrenOfRefused() {
    boolean more = true;
    while (more) {
      more = false;
      for (Link link : links) {
        boolean refused = faults.containsKey(link.parent()) && !faults.containsKey(link.child());
        if (refused) {
          faults.put(link.child(), told(link.key()) + "which cannot be followed itself");
          more = true;
        }
      }
    }
  }

  private static String told(ForeignKeyDefinition key) {
    return "its foreign key "
        + key.name()
        + " (ON DELETE "
        + key.onDelete()
        + ", ON UPDATE "
        + key.onUpdate()
        + ") changes rows without a trace in this source's log (servers that keep foreign keys"
        + " themselves, not by their storage engine, log such changes), it refers to "
        + key.parent()
        + ", ";
  }
}
