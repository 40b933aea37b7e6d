package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what is on a server. Thread-safe. Called by the engine's coordinating thread before each
 * phase, a few times per object; every call blocks on the server.
 */
public interface Catalog {

  /** The databases that users made; the product's own are left out. */
  List<String> databases();

  /** The default collation of a database; empty when there is no such database, or it has none. */
  default Optional<String> collation(String database) {
    return Optional.empty();
  }

  /** The tables and views of a database, by name. Empty when there is no such database. */
  List<CatalogEntry> entries(String database);

  /**
   * The tables that a name stands for which is not a table's own: those of the column families of a
   * table. The name of each begins with the given one. Blocks.
   */
  default List<ObjectName> parts(ObjectName name) {
    return List.of();
  }

  /** A table's definition; empty when there is no such table. */
  Optional<TableDefinition> table(ObjectName name);

  /**
   * The definitions of several tables, such as {@link #table} gives them; tables that are not there
   * are missing. Of thousands of tables each would be asked for by several questions; here a server
   * may be asked for many at once.
   */
  default Map<ObjectName, TableDefinition> tables(Collection<ObjectName> names) {
    Map<ObjectName, TableDefinition> found = new HashMap<>();
    names.forEach(name -> table(name).ifPresent(table -> found.put(name, table)));
    return found;
  }

  /**
   * A table's definition as a text of this endpoint's own form, for the schema history; empty when
   * there is no such table.
   */
  Optional<DefinitionText> definitionText(ObjectName name);

  /** The texts of several tables; those that are not there are missing. */
  default Map<ObjectName, DefinitionText> definitionTexts(Collection<ObjectName> names) {
    Map<ObjectName, DefinitionText> found = new HashMap<>();
    names.forEach(name -> definitionText(name).ifPresent(text -> found.put(name, text)));
    return found;
  }

  /**
   * Reads a definition from the text that {@link #definitionText} gave, in this version or an
   * earlier one. Does not block.
   *
   * @throws io.openoms.error.MigrationException when the text is of another endpoint or a later
   *     version, or damaged
   */
  TableDefinition definition(ObjectName name, DefinitionText text);

  /** A view's definition; empty when there is no such view. */
  Optional<ViewDefinition> view(ObjectName name);

  /** Whether names that differ in case alone are one name here. Does not block. */
  default boolean ignoresCase() {
    return false;
  }

  /**
   * Names as this server distinguishes objects by them: those that it takes for one name have one
   * identity. Blocks where the server must be asked.
   */
  default Map<ObjectName, ObjectName> identities(Collection<ObjectName> names) {
    return names.stream().distinct().collect(Collectors.toMap(name -> name, name -> name));
  }

  /**
   * The tables that a tool has made which changes another table online at the moment: what they
   * hold is that table's. Only what is certain counts. Blocks where the server must be asked.
   *
   * @param names all tables of some databases
   */
  default Set<ObjectName> ofTools(Collection<ObjectName> names) {
    return Set.of();
  }

  /** Whether such a tool gives tables such a name. Does not block. */
  default boolean isNamedAsOfTool(ObjectName name) {
    return false;
  }

  /**
   * What else is in a database and is not moved, each by kind and name, such as {@code "event
   * shop.cleanup"}: triggers, events, routines, sequences.
   */
  default List<String> others(String database) {
    return List.of();
  }
}
