package io.openoms.binlog.mysql.row;

import io.openoms.ObjectName;
import io.openoms.spi.data.CapturedTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables whose changes are wanted, found by names as the server compares them. Immutable. */
public final class CapturedTables {

  private final boolean ignoreCase;
  private final Map<ObjectName, CapturedTable> tables = new HashMap<>();
  private final Set<String> databases = new HashSet<>();

  /**
   * Of those tables.
   *
   * @param ignoreCase whether the server takes names that differ in case for the same
   */
  public CapturedTables(List<CapturedTable> wanted, boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
    for (CapturedTable table : wanted) {
      ObjectName name = table.definition().name();
      tables.put(key(name.database(), name.name()), table);
      databases.add(folded(name.database()));
    }
  }

  /** The table of that name, if it is wanted. */
  public Optional<CapturedTable> find(String database, String table) {
    return database.isEmpty() || table.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(tables.get(key(database, table)));
  }

  /** Whether a database has wanted tables. */
  public boolean hasDatabase(String database) {
    return databases.contains(folded(database));
  }

  private ObjectName key(String database, String table) {
    return new ObjectName(folded(database), folded(table));
  }

  private String folded(String name) {
    return ignoreCase ? name.toLowerCase(Locale.ROOT) : name;
  }
}
