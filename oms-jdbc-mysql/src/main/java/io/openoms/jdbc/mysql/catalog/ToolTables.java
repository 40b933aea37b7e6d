package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.online.ToolNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the tables that tools of online changes have made beside others. One thread. */
final class ToolTables {

  /** What each of a tool's triggers stands for: rows that go, change, and come. */
  private static final int TRIGGERS = 3;

  private final CatalogQuery query;
  private final Map<String, Set<ObjectName>> triggered = new HashMap<>();

  ToolTables(CatalogQuery query) {
    this.query = query;
  }

  /** Those among all tables of some databases. Blocks on the server. */
  Set<ObjectName> of(Collection<ObjectName> names) {
    Set<ObjectName> all = new HashSet<>(names);
    return names.stream().filter(name -> isOfTool(name, all)).collect(Collectors.toSet());
  }

  private boolean isOfTool(ObjectName name, Set<ObjectName> all) {
    return ToolNames.tables(name.name()).stream()
        .map(table -> new ObjectName(name.database(), table))
        .filter(all::contains)
        .anyMatch(table -> isBeside(name, table, all));
  }

  private boolean isBeside(ObjectName name, ObjectName table, Set<ObjectName> all) {
    boolean hasCompanion =
        ToolNames.companion(name.name(), table.name())
            .map(other -> new ObjectName(name.database(), other))
            .filter(all::contains)
            .isPresent();
    return hasCompanion
        || (ToolNames.isToCome(name.name(), table.name())
            && triggered.computeIfAbsent(name.database(), this::triggered).contains(table));
  }

  /** The tables that have all triggers of a tool. */
  private Set<ObjectName> triggered(String database) {
    Map<ObjectName, Integer> found = new HashMap<>();
    query
        .rows(
            "SELECT event_object_table AS oms_table, trigger_name AS name"
                + " FROM information_schema.triggers WHERE trigger_schema = ?",
            database)
        .forEach(
            row -> {
              String table = row.text("oms_table");
              if (ToolNames.isTriggerOf(row.text("name"), database, table)) {
                found.merge(new ObjectName(database, table), 1, Integer::sum);
              }
            });
    return found.entrySet().stream()
        .filter(entry -> entry.getValue() == TRIGGERS)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
