package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a server holds between two transactions. Never changed once a commit has put it into its
 * place.
 *
 * @param databases the databases
 * @param tables the tables
 * @param projects bookkeeping of each project
 */
record MemoryContent(
    Set<String> databases, Map<ObjectName, MemoryTable> tables, Map<String, MemoryBooks> projects) {

  static MemoryContent empty() {
    return new MemoryContent(
        new TreeSet<>(),
        new TreeMap<>(Comparator.comparing(ObjectName::toString)),
        new HashMap<>());
  }

  MemoryContent copy() {
    MemoryContent copy = empty();
    copy.databases.addAll(databases);
    tables.forEach((name, table) -> copy.tables.put(name, table.copy()));
    projects.forEach((name, books) -> copy.projects.put(name, books.copy()));
    return copy;
  }

  MemoryTable table(ObjectName name) {
    MemoryTable table = tables.get(name);
    if (table == null) {
      throw new MigrationException(
          MemoryError.MEMORY_NAME_WRONG, ErrorContext.of(name), "there is no table " + name);
    }
    return table;
  }
}
