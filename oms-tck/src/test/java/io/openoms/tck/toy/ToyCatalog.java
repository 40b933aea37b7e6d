package io.openoms.tck.toy;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names and definitions. A definition's text is its kind, then one line a column. Thread-safe. */
record ToyCatalog(Journal journal) implements Catalog {

  private static final String KIND = "toy/1";

  @Override
  public List<String> databases() {
    return List.of(ToyTypes.DATABASE);
  }

  @Override
  public List<CatalogEntry> entries(String database) {
    return journal.tables().stream()
        .map(table -> new ObjectName(ToyTypes.DATABASE, table.name()))
        .filter(name -> name.database().equals(database))
        .map(name -> new CatalogEntry(name, ObjectKind.TABLE, 0))
        .toList();
  }

  @Override
  public Optional<TableDefinition> table(ObjectName name) {
    return find(name).map(ToyTypes::definition);
  }

  @Override
  public Optional<DefinitionText> definitionText(ObjectName name) {
    return find(name).map(table -> new DefinitionText(KIND + "\n" + text(table)));
  }

  @Override
  public TableDefinition definition(ObjectName name, DefinitionText text) {
    if (!text.text().startsWith(KIND + "\n")) {
      throw new IllegalArgumentException(name + ": the definition does not begin with " + KIND);
    }
    List<String> lines = text.text().lines().skip(1).toList();
    List<Journal.Column> columns =
        lines.stream().skip(1).map(line -> line.split(" ", -1)).map(ToyCatalog::column).toList();
    return ToyTypes.definition(
        new Journal.Table(name.name(), columns, lines.get(0).equals("keyed")));
  }

  private static Journal.Column column(String[] parts) {
    return new Journal.Column(parts[0], parts[1], parts[2].equals("null"));
  }

  private static String text(Journal.Table table) {
    return Stream.concat(
            Stream.of(table.isKeyed() ? "keyed" : "keyless"),
            table.columns().stream()
                .map(c -> c.name() + " " + c.type() + (c.nullable() ? " null" : " set")))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public Optional<ViewDefinition> view(ObjectName name) {
    return Optional.empty();
  }

  private Optional<Journal.Table> find(ObjectName name) {
    return journal.tables().stream()
        .filter(table -> name.equals(new ObjectName(ToyTypes.DATABASE, table.name())))
        .findFirst();
  }
}
