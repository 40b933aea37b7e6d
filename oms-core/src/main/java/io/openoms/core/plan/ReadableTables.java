package io.openoms.core.plan;

import io.openoms.ObjectName;
import io.openoms.core.task.Failures;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.TableDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Definitions for work on many tables, in which one that cannot be read concerns that table alone.
 * Not thread-safe; methods block on the server.
 */
public final class ReadableTables {

  private final Catalog catalog;
  private final Map<ObjectName, MigrationException> unreadable = new HashMap<>();

  /** The tables of that catalog. */
  public ReadableTables(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * A table's definition; empty when there is no such table, or its definition cannot be read.
   *
   * @throws MigrationException when the question may be asked again, or the whole run is concerned
   */
  public Optional<TableDefinition> find(ObjectName name) {
    if (unreadable.containsKey(name)) {
      return Optional.empty();
    }
    try {
      return catalog.table(name);
    } catch (MigrationException e) {
      if (e.isRetryable() || Failures.endsRun(e)) {
        throw e;
      }
      unreadable.put(name, e);
      return Optional.empty();
    }
  }

  /** Whether a table is there, can be read, and has no key by which rows are identified. */
  public boolean isKeyless(ObjectName name) {
    return find(name).filter(table -> table.copyKey().isEmpty()).isPresent();
  }

  /** The tables that were asked for and could not be read, with the reason of each. */
  public Map<ObjectName, MigrationException> unreadable() {
    return Map.copyOf(unreadable);
  }
}
