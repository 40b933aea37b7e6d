package io.openoms.postgresql.expression;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The relations of a view's query, by their names there. One thread. */
final class ViewScope implements Scope {

  private final Map<String, List<ColumnDefinition>> relations = new LinkedHashMap<>();
  private final Map<ObjectName, List<ColumnDefinition>> known;

  /** Relations that are made of those tables and views. */
  ViewScope(Map<ObjectName, List<ColumnDefinition>> known) {
    this.known = known;
  }

  /**
   * A relation joins under that name. Elsewhere names may be the same that differ in case.
   *
   * @throws UntranslatableException when the table is unknown, or the name is taken
   */
  void add(ObjectName table, String name) {
    List<ColumnDefinition> columns = known.get(table);
    boolean isTaken =
        relations.keySet().stream()
            .anyMatch(one -> one.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    if (columns == null || isTaken) {
      throw new UntranslatableException();
    }
    relations.put(name, columns);
  }

  @Override
  public Term column(String relation, String name) {
    String owner = owner(relation, name);
    return Scope.of(Objects.requireNonNull(relations.get(owner))).column("", name).of(owner);
  }

  /** A column that stands alone, of any type, as it is. */
  String plain(String relation, String name) {
    return Term.quoted(owner(relation, name)) + "." + Term.quoted(name);
  }

  private String owner(String relation, String name) {
    List<String> owners =
        relations.entrySet().stream()
            .filter(one -> relation.isEmpty() || one.getKey().equals(relation))
            .filter(one -> one.getValue().stream().anyMatch(column -> column.name().equals(name)))
            .map(Map.Entry::getKey)
            .toList();
    if (owners.size() != 1) {
      throw new UntranslatableException();
    }
    return owners.get(0);
  }
}
