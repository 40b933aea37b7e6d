package io.openoms.binlog.mysql.row;

import io.openoms.ObjectName;
import io.openoms.binlog.mysql.position.Included;
import io.openoms.spi.data.CapturedTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables whose changes are wanted, found by names as the server compares them. One thread. */
public final class CapturedTables {

  private final boolean ignoreCase;
  private final Map<ObjectName, CapturedTable> tables = new HashMap<>();
  private final Map<ObjectName, Included> passedOver = new HashMap<>();

  /**
   * Of those tables.
   *
   * @param ignoreCase whether the server takes names that differ in case for the same
   * @param domains whether the log names transactions by domains
   */
  public CapturedTables(List<CapturedTable> wanted, boolean ignoreCase, boolean domains) {
    this.ignoreCase = ignoreCase;
    for (CapturedTable table : wanted) {
      ObjectName name = table.definition().name();
      tables.put(key(name.database(), name.name()), table);
      table.validFrom().ifPresent(from -> passedOver.put(name, new Included(from, domains)));
    }
  }

  /**
   * The table of that name, if it is wanted and its definition holds for a transaction; of an empty
   * name, for any.
   */
  public Optional<CapturedTable> find(String database, String table, String transaction) {
    return database.isEmpty() || table.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(tables.get(key(database, table)))
            .filter(found -> holds(found, transaction));
  }

  /** The wanted tables of a database whose definitions hold for a transaction. */
  public List<CapturedTable> of(String database, String transaction) {
    String folded = folded(database);
    return tables.entrySet().stream()
        .filter(entry -> entry.getKey().database().equals(folded))
        .map(Map.Entry::getValue)
        .filter(table -> holds(table, transaction))
        .toList();
  }

  /** Whether the definition of any wanted table holds for a transaction. */
  boolean countAny(String transaction) {
    return tables.values().stream().anyMatch(table -> holds(table, transaction));
  }

  private boolean holds(CapturedTable table, String transaction) {
    Included before = passedOver.get(table.definition().name());
    return before == null || transaction.isEmpty() || !before.has(transaction);
  }

  private ObjectName key(String database, String table) {
    return new ObjectName(folded(database), folded(table));
  }

  private String folded(String name) {
    return ignoreCase ? ObjectName.folded(name) : name;
  }
}
