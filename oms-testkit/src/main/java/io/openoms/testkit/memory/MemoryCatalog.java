package io.openoms.testkit.memory;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.util.List;
import java.util.Optional;

/** Tells names and definitions. Thread-safe. */
record MemoryCatalog(MemorySession session) implements Catalog {

  @Override
  public List<String> databases() {
    return List.copyOf(content().databases());
  }

  @Override
  public List<CatalogEntry> entries(String database) {
    return content().tables().entrySet().stream()
        .filter(entry -> entry.getKey().database().equals(database))
        .map(e -> new CatalogEntry(e.getKey(), ObjectKind.TABLE, e.getValue().rows().size()))
        .toList();
  }

  @Override
  public Optional<TableDefinition> table(ObjectName name) {
    if (!session.server().isReadable(name)) {
      throw new MigrationException(
          MemoryError.MEMORY_DEFINITION_HIDDEN,
          ErrorContext.of(name),
          "the definition is not shown to this account");
    }
    return Optional.ofNullable(content().tables().get(name)).map(MemoryTable::definition);
  }

  @Override
  public Optional<DefinitionText> definitionText(ObjectName name) {
    return table(name).map(MemoryDdl::definition);
  }

  @Override
  public TableDefinition definition(ObjectName name, DefinitionText text) {
    return MemoryDdl.table(name, text);
  }

  @Override
  public Optional<ViewDefinition> view(ObjectName name) {
    return Optional.empty();
  }

  private MemoryContent content() {
    return session.server().content();
  }
}
