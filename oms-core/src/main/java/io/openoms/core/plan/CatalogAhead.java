package io.openoms.core.plan;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A catalog for work that goes through many tables in a known order: asked for the definition of
 * one, it asks the server for those that follow, too. What it has asked for is given for ten
 * seconds at the most; a later question asks anew. Thread-safe; methods block on the server.
 */
public final class CatalogAhead implements Catalog {

  private static final int TABLES_AT_A_TIME = 100;
  private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

  private final Catalog catalog;
  private final List<ObjectName> order;
  private final Map<ObjectName, Integer> places = new HashMap<>();

  /** Tables that are asked for one by one, since together they could not be read. */
  private final Set<ObjectName> alone = new HashSet<>();

  private Set<ObjectName> asked = Set.of();
  private Map<ObjectName, TableDefinition> known = Map.of();
  private long readAt;

  /**
   * A catalog in front of that one.
   *
   * @param order the tables in the order in which they will be asked for
   */
  public CatalogAhead(Catalog catalog, Collection<ObjectName> order) {
    this.catalog = catalog;
    this.order = order.stream().distinct().toList();
    for (int i = 0; i < this.order.size(); i++) {
      places.put(this.order.get(i), i);
    }
  }

  @Override
  public synchronized Optional<TableDefinition> table(ObjectName name) {
    if (!places.containsKey(name) || alone.contains(name)) {
      return catalog.table(name);
    }
    boolean fresh = asked.contains(name) && System.nanoTime() - readAt < FRESH_NANOS;
    return fresh || readFrom(places.get(name))
        ? Optional.ofNullable(known.get(name))
        : catalog.table(name);
  }

  private boolean readFrom(int place) {
    List<ObjectName> slice = order.subList(place, Math.min(order.size(), place + TABLES_AT_A_TIME));
    try {
      known = catalog.tables(slice);
      asked = Set.copyOf(slice);
      readAt = System.nanoTime();
      return true;
    } catch (MigrationException e) {
      if (e.isRetryable()) {
        throw e;
      }
      // One of them has a fault, which is told when that one is asked for.
      alone.addAll(slice);
      return false;
    }
  }

  @Override
  public Map<ObjectName, TableDefinition> tables(Collection<ObjectName> names) {
    return catalog.tables(names);
  }

  @Override
  public List<String> databases() {
    return catalog.databases();
  }

  @Override
  public Optional<String> collation(String database) {
    return catalog.collation(database);
  }

  @Override
  public List<CatalogEntry> entries(String database) {
    return catalog.entries(database);
  }

  @Override
  public Set<ObjectName> ofTools(Collection<ObjectName> names) {
    return catalog.ofTools(names);
  }

  @Override
  public boolean isNamedAsOfTool(ObjectName name) {
    return catalog.isNamedAsOfTool(name);
  }

  @Override
  public List<ObjectName> parts(ObjectName name) {
    return catalog.parts(name);
  }

  @Override
  public Optional<DefinitionText> definitionText(ObjectName name) {
    return catalog.definitionText(name);
  }

  @Override
  public Map<ObjectName, DefinitionText> definitionTexts(Collection<ObjectName> names) {
    return catalog.definitionTexts(names);
  }

  @Override
  public TableDefinition definition(ObjectName name, DefinitionText text) {
    return catalog.definition(name, text);
  }

  @Override
  public Optional<ViewDefinition> view(ObjectName name) {
    return catalog.view(name);
  }

  @Override
  public boolean ignoresCase() {
    return catalog.ignoresCase();
  }

  @Override
  public Map<ObjectName, ObjectName> identities(Collection<ObjectName> names) {
    return catalog.identities(names);
  }

  @Override
  public List<String> others(String database) {
    return catalog.others(database);
  }
}
