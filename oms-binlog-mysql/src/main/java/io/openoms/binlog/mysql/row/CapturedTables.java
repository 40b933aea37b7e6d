package io.openoms.binlog.mysql.row;

import io.openoms.ObjectName;
import io.openoms.binlog.mysql.position.Included;
import io.openoms.spi.data.CapturedTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tables whose changes are captured, found by names as the server compares them. A table may
 * have several definitions; the last one that holds for a transaction counts. One thread.
 */
public final class CapturedTables {

  private final boolean ignoreCase;
  private final Map<ObjectName, List<Definition>> tables = new HashMap<>();

  /** A definition, and the transactions before it; null when it holds from the start. */
  private record Definition(CapturedTable table, @Nullable Included before) {

    boolean holds(String transaction) {
      return before == null || transaction.isEmpty() || !before.has(transaction);
    }
  }

  /**
   * Of those tables.
   *
   * @param wanted definitions, those of one table by ascending versions
   * @param ignoreCase whether the server takes names that differ in case for the same
   * @param domains whether the log names transactions by domains
   */
  public CapturedTables(List<CapturedTable> wanted, boolean ignoreCase, boolean domains) {
    this.ignoreCase = ignoreCase;
    for (CapturedTable table : wanted) {
      ObjectName name = table.definition().name();
      Included before = table.validFrom().map(from -> new Included(from, domains)).orElse(null);
      // The last one comes first: it is looked for first.
      tables
          .computeIfAbsent(key(name.database(), name.name()), any -> new ArrayList<>(1))
          .add(0, new Definition(table, before));
    }
  }

  /**
   * The definition of the table of that name that holds for a transaction; of an empty name, the
   * last one.
   */
  public Optional<CapturedTable> find(String database, String table, String transaction) {
    return holding(named(database, table), transaction);
  }

  /** The first definition of the table of that name, whether it holds yet or not. */
  Optional<CapturedTable> first(String database, String table) {
    List<Definition> all = named(database, table);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).table());
  }

  /** A log gives an empty name to what belongs to no table, or where it is damaged. */
  private List<Definition> named(String database, String table) {
    return database.isEmpty() || table.isEmpty()
        ? List.of()
        : tables.getOrDefault(key(database, table), List.of());
  }

  /** Whether no table is captured at all. */
  public boolean isEmpty() {
    return tables.isEmpty();
  }

  /** The definitions of a database's tables that hold for a transaction. */
  public List<CapturedTable> of(String database, String transaction) {
    String folded = folded(database);
    return tables.entrySet().stream()
        .filter(entry -> entry.getKey().database().equals(folded))
        .flatMap(entry -> holding(entry.getValue(), transaction).stream())
        .toList();
  }

  private static Optional<CapturedTable> holding(List<Definition> definitions, String transaction) {
    for (Definition definition : definitions) {
      if (definition.holds(transaction)) {
        return Optional.of(definition.table());
      }
    }
    return Optional.empty();
  }

  /** Whether the definition of any wanted table holds for a transaction. */
  boolean countAny(String transaction) {
    return tables.values().stream()
        .anyMatch(definitions -> holding(definitions, transaction).isPresent());
  }

  private ObjectName key(String database, String table) {
    return new ObjectName(folded(database), folded(table));
  }

  private String folded(String name) {
    return ignoreCase ? ObjectName.folded(name) : name;
  }
}
