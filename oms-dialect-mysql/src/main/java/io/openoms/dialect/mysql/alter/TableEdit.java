package io.openoms.dialect.mysql.alter;

import io.openoms.dialect.mysql.parse.AddedElements;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.IndexDefinition.Part;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A table's definition while a statement changes it. One thread. */
final class TableEdit {

  /** A column, and its name before the statement. */
  private record Column(ColumnDefinition definition, Optional<String> origin) {}

  private final TableDefinition before;
  private final List<Column> columns = new ArrayList<>();

  /** New names of columns, by the old ones in lower case. */
  private final Map<String, String> renames = new HashMap<>();

  final List<IndexDefinition> indexes;
  final List<ForeignKeyDefinition> foreignKeys;
  final List<CheckDefinition> checks;
  Optional<String> characterSet;
  Optional<String> collation;
  Optional<Partitioning> partitioning;

  /** Partitions whose rows go, by their names before the statement. */
  final List<String> emptied = new ArrayList<>();

  String comment;

  TableEdit(TableDefinition before) {
    this.before = before;
    before.columns().forEach(c -> columns.add(new Column(c, Optional.of(c.name()))));
    this.indexes = new ArrayList<>(before.indexes());
    this.foreignKeys = new ArrayList<>(before.foreignKeys());
    this.checks = new ArrayList<>(before.checks());
    this.characterSet = before.characterSet();
    this.collation = before.collation();
    this.comment = before.comment();
    this.partitioning = before.partitioning();
  }

  /** The definition now. */
  TableDefinition result() {
    requireNoneTwice();
    List<ColumnDefinition> finished = columns.stream().map(Column::definition).toList();
    finished = inPrimaryKey(finished);
    return new TableDefinition(
        before.name(),
        finished,
        KeyOrder.of(indexes, finished),
        foreignKeys,
        checks,
        characterSet,
        collation,
        before.autoIncrement(),
        comment,
        partitioning,
        before.features(),
        before.remains(),
        before.averageRowBytes(),
        before.storage());
  }

  /** For each column that was there before, its name then. */
  Map<String, String> origins() {
    Map<String, String> origins = new HashMap<>();
    for (Column column : columns) {
      column.origin().ifPresent(origin -> origins.put(column.definition().name(), origin));
    }
    return origins;
  }

  private void requireNoneTwice() {
    Set<String> names = new HashSet<>();
    columns.forEach(c -> requireNew(names, "column", c.definition().name()));
    names.clear();
    indexes.forEach(index -> requireNew(names, "index", index.name()));
  }

  private static void requireNew(Set<String> names, String kind, String name) {
    if (!names.add(name.toLowerCase(Locale.ROOT))) {
      throw new RefusedChangeException("the table would have two of the " + kind + " " + name);
    }
  }

  private List<ColumnDefinition> inPrimaryKey(List<ColumnDefinition> all) {
    Set<String> key = new HashSet<>();
    indexes.stream()
        .filter(KeyOrder::isPrimary)
        .flatMap(index -> index.parts().stream())
        .flatMap(part -> part.column().stream())
        .forEach(name -> key.add(name.toLowerCase(Locale.ROOT)));
    return all.stream()
        .map(
            column ->
                key.contains(column.name().toLowerCase(Locale.ROOT))
                    ? ColumnEdits.nullable(column, false)
                    : column)
        .toList();
  }

  /** What a statement adds, read against the table as it is now. */
  TableDefinition now() {
    return new TableDefinition(
        before.name(),
        columns.stream().map(Column::definition).toList(),
        indexes,
        foreignKeys,
        checks,
        characterSet,
        collation,
        before.autoIncrement(),
        comment,
        partitioning,
        before.features(),
        before.remains(),
        before.averageRowBytes());
  }

  boolean hasColumn(String name) {
    return columns.stream().anyMatch(c -> c.definition().name().equalsIgnoreCase(name));
  }

  boolean hadColumn(String name) {
    return before.column(name).isPresent();
  }

  /** The column that had a name before the statement. */
  private int place(String origin) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).origin().filter(origin::equalsIgnoreCase).isPresent()) {
        return i;
      }
    }
    throw unknown("column", origin);
  }

  /** Changes a column, by its name before the statement. */
  void change(String origin, UnaryOperator<ColumnDefinition> change) {
    int place = place(origin);
    Column column = columns.get(place);
    ColumnDefinition changed = change.apply(column.definition());
    KeptValues.require(column.definition(), changed);
    columns.set(place, new Column(changed, column.origin()));
    if (!changed.name().equals(column.definition().name())) {
      Mentions.refuse(before, origin);
      renames.put(origin.toLowerCase(Locale.ROOT), changed.name());
    }
  }

  /** Keys follow their columns, which may have taken each other's names. */
  void rename() {
    indexes.replaceAll(
        index -> index.withParts(index.parts().stream().map(this::renamed).toList()));
    foreignKeys.replaceAll(
        key ->
            new ForeignKeyDefinition(
                key.name(),
                key.columns().stream().map(this::renamed).toList(),
                key.parent(),
                key.parentColumns(),
                key.onDelete(),
                key.onUpdate()));
  }

  private Part renamed(Part part) {
    return new Part(
        part.column().map(this::renamed), part.expression(), part.prefix(), part.descending());
  }

  private String renamed(String column) {
    return renames.getOrDefault(column.toLowerCase(Locale.ROOT), column);
  }

  /** Drops a column, by its name before the statement, and its parts of indexes. */
  void drop(String origin) {
    String name = columns.remove(place(origin)).definition().name();
    if (columns.isEmpty()) {
      throw new RefusedChangeException("the table would have no column");
    }
    indexes.replaceAll(
        index ->
            index.withParts(
                index.parts().stream()
                    .filter(part -> part.column().filter(name::equalsIgnoreCase).isEmpty())
                    .toList()));
    indexes.removeIf(index -> index.parts().isEmpty());
  }

  /** Adds a column at the end. */
  void add(ColumnDefinition column) {
    FilledValues.require(column);
    columns.add(new Column(column, Optional.empty()));
  }

  /** Adds what stands among columns, and is none. */
  void addOthers(AddedElements added) {
    if (!added.features().isEmpty()) {
      throw new RefusedChangeException(String.join(", ", added.features()));
    }
    if (added.checks().stream().anyMatch(check -> check.name().isEmpty())) {
      throw new RefusedChangeException("a CHECK without a name is added");
    }
    indexes.addAll(added.indexes());
    checks.addAll(added.checks());
    for (ForeignKeyDefinition key : added.foreignKeys()) {
      foreignKeys.add(key);
      indexOf(key).ifPresent(indexes::add);
    }
  }

  /** The server makes an index for a foreign key whose columns lead none. */
  private Optional<IndexDefinition> indexOf(ForeignKeyDefinition key) {
    boolean led = indexes.stream().anyMatch(index -> leads(index, key.columns()));
    if (led) {
      return Optional.empty();
    }
    String name = key.name().isEmpty() ? key.columns().get(0) : key.name();
    return Optional.of(
        new IndexDefinition(
            name,
            IndexDefinition.Kind.PLAIN,
            key.columns().stream()
                .map(column -> new Part(Optional.of(column), Optional.empty(), 0, false))
                .toList(),
            true,
            "",
            Optional.empty()));
  }

  private static boolean leads(IndexDefinition index, List<String> names) {
    if (index.parts().size() < names.size()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      Part part = index.parts().get(i);
      if (part.prefix() != 0 || part.column().filter(names.get(i)::equalsIgnoreCase).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Moves a column, by its name now: behind another one, or to the front. */
  void move(String name, Optional<String> behind) {
    Column column = columns.remove(placeNow(name));
    columns.add(behind.map(other -> placeNow(other) + 1).orElse(0), column);
  }

  private int placeNow(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).definition().name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw unknown("column", name);
  }

  /** Changes an index. */
  void changeIndex(String name, UnaryOperator<IndexDefinition> change) {
    int place = index(name);
    indexes.set(place, change.apply(indexes.get(place)));
  }

  void dropIndex(String name) {
    indexes.remove(index(name));
  }

  boolean hasIndex(String name) {
    return indexes.stream().anyMatch(index -> index.name().equalsIgnoreCase(name));
  }

  private int index(String name) {
    for (int i = 0; i < indexes.size(); i++) {
      if (indexes.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw unknown("index", name);
  }

  /** Drops the constraint of that name, whichever it is. */
  void dropConstraint(String name) {
    boolean found =
        checks.removeIf(check -> check.name().equalsIgnoreCase(name))
            || foreignKeys.removeIf(key -> key.name().equalsIgnoreCase(name));
    if (!found) {
      dropIndex(name);
    }
  }

  static RefusedChangeException unknown(String kind, String name) {
    return new RefusedChangeException("the table has no " + kind + " " + name);
  }
}
