package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.dialect.mysql.online.ToolNames;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import io.openoms.jdbc.mysql.catalog.TableRows.Part;
import io.openoms.jdbc.mysql.log.HeartbeatTable;
import io.openoms.spi.Catalog;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The catalog of a server of the MySQL family. Thread-safe. */
public final class InformationSchemaCatalog implements Catalog {

  /** Databases that every product of the family has for itself, and one of this library. */
  private static final Set<String> OWN =
      Set.of("information_schema", "mysql", "performance_schema", "sys", HeartbeatTable.DATABASE);

  /** Tables that are asked for at once. */
  private static final int TABLES_AT_A_TIME = 200;

  private final CatalogQuery query;
  private final ColumnReader columns;
  private final boolean rawStatements;
  private final Set<String> ownDatabases;
  private final ViewReader views;
  private final NameIdentities identities;

  /** The catalog behind those connections. */
  public InformationSchemaCatalog(
      Connections connections, ServerFacts facts, CatalogTraits traits) {
    this.query = new CatalogQuery(connections);
    this.columns = new ColumnReader(traits);
    this.ownDatabases = traits.ownDatabases();
    this.rawStatements = traits.rawStatements();
    this.identities = new NameIdentities(query, facts, traits.names());
    this.views = new ViewReader(connections, query);
  }

  @Override
  public boolean ignoresCase() {
    return identities.ignoresCase();
  }

  @Override
  public Map<ObjectName, ObjectName> identities(Collection<ObjectName> names) {
    return identities.of(names);
  }

  @Override
  public List<String> databases() {
    return query.rows("SELECT schema_name AS name FROM information_schema.schemata").stream()
        .map(row -> row.text("name"))
        .filter(name -> !isOwn(name.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private boolean isOwn(String database) {
    return OWN.contains(database) || ownDatabases.contains(database);
  }

  @Override
  public Optional<String> collation(String database) {
    return query
        .rows(
            "SELECT default_collation_name AS name FROM information_schema.schemata"
                + " WHERE schema_name = ?",
            database)
        .stream()
        .map(row -> row.text("name"))
        .findFirst();
  }

  @Override
  public List<CatalogEntry> entries(String database) {
    return query
        .rows(
            "SELECT table_schema AS own, table_name AS name, table_type AS type,"
                + " table_rows AS row_estimate"
                + " FROM information_schema.tables"
                + " WHERE table_schema = ? AND table_type IN ("
                + TableRows.TABLE_TYPES
                + ", 'VIEW')",
            database)
        .stream()
        .map(InformationSchemaCatalog::entry)
        .toList();
  }

  /** The database is spelled as the server does. */
  private static CatalogEntry entry(Row row) {
    ObjectKind kind = row.text("type").equals("VIEW") ? ObjectKind.VIEW : ObjectKind.TABLE;
    return new CatalogEntry(
        new ObjectName(row.text("own"), row.text("name")), kind, row.number("row_estimate"));
  }

  @Override
  public Optional<TableDefinition> table(ObjectName name) {
    TableRows rows = new TableRows(query, name.database(), List.of(name.name()));
    return rows.has(name.name())
        ? Optional.of(definition(name, rows, query.shown(ShownTable.question(name))))
        : Optional.empty();
  }

  @Override
  public Map<ObjectName, TableDefinition> tables(Collection<ObjectName> names) {
    Map<ObjectName, TableDefinition> found = new HashMap<>();
    slices(names).forEach(slice -> read(slice, found));
    return found;
  }

  /** Each of one database. */
  private static List<List<ObjectName>> slices(Collection<ObjectName> names) {
    return names.stream()
        .distinct()
        .collect(Collectors.groupingBy(ObjectName::database, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(InformationSchemaCatalog::slices)
        .toList();
  }

  private static Stream<List<ObjectName>> slices(List<ObjectName> names) {
    return IntStream.rangeClosed(0, (names.size() - 1) / TABLES_AT_A_TIME)
        .map(number -> number * TABLES_AT_A_TIME)
        .mapToObj(from -> names.subList(from, Math.min(names.size(), from + TABLES_AT_A_TIME)));
  }

  private void read(List<ObjectName> slice, Map<ObjectName, TableDefinition> found) {
    List<String> names = slice.stream().map(ObjectName::name).toList();
    TableRows rows = new TableRows(query, slice.get(0).database(), names);
    List<ObjectName> there = slice.stream().filter(name -> rows.has(name.name())).toList();
    List<byte[]> shown = query.shown(there.stream().map(ShownTable::question).toList());
    for (int i = 0; i < there.size(); i++) {
      found.put(there.get(i), definition(there.get(i), rows, shown.get(i)));
    }
    if (there.size() < slice.size() && rows.hasOthers()) {
      // The server spells some otherwise: which of them is which it tells of each alone.
      slice.stream()
          .filter(name -> !rows.has(name.name()))
          .forEach(name -> table(name).ifPresent(table -> found.put(name, table)));
    }
  }

  private TableDefinition definition(ObjectName name, TableRows rows, byte[] statement) {
    List<Row> ownColumns = rows.of(Part.COLUMNS, name.name());
    ShownTable shown =
        ShownTable.read(
            query, name, statement, rawStatements ? Optional.of(ownColumns) : Optional.empty());
    Row row = rows.of(Part.TABLES, name.name()).get(0);
    String collation = row.text("table_collation");
    Optional<String> tableCollation =
        collation.isEmpty() ? Optional.empty() : Optional.of(collation);
    Optional<String> characterSet =
        tableCollation.map(
            value -> value.contains("_") ? value.substring(0, value.indexOf('_')) : value);
    return new TableDefinition(
        name,
        columns.read(ownColumns, shown),
        inOrder(indexes(name, rows, shown), shown),
        ConstraintReader.foreignKeys(rows.of(Part.FOREIGN_KEYS, name.name())),
        shown.checks(),
        characterSet,
        tableCollation,
        shown.autoIncrement(),
        row.text("table_comment"),
        shown.partitioning(),
        shown.features(),
        Stream.concat(
                ConstraintReader.remains(rows.of(Part.TRIGGERS, name.name()), row).stream(),
                shown.remains().stream())
            .toList(),
        row.number("avg_row_length"),
        shown.storage());
  }

  /** The keys as the statement has them, since the order says which one the server's log uses. */
  private static List<IndexDefinition> inOrder(List<IndexDefinition> indexes, ShownTable shown) {
    long keys = indexes.stream().filter(IndexDefinition::isUnique).count();
    return keys > 1 ? shown.inOrder(indexes) : indexes;
  }

  private List<IndexDefinition> indexes(ObjectName name, TableRows rows, ShownTable shown) {
    Optional<List<IndexDefinition>> stated = rawStatements ? shown.indexes() : Optional.empty();
    return stated.orElseGet(
        () -> KeyReader.read(rows.of(Part.KEYS, name.name())).stream().map(shown::exact).toList());
  }

  @Override
  public Optional<DefinitionText> definitionText(ObjectName name) {
    return Optional.ofNullable(definitionTexts(List.of(name)).get(name));
  }

  @Override
  public Map<ObjectName, DefinitionText> definitionTexts(Collection<ObjectName> names) {
    Map<ObjectName, DefinitionText> texts = new HashMap<>();
    for (List<ObjectName> slice : slices(names)) {
      Set<ObjectName> entries =
          entries(slice.get(0).database()).stream()
              .map(CatalogEntry::name)
              .collect(Collectors.toSet());
      List<ObjectName> there = slice.stream().filter(entries::contains).toList();
      List<byte[]> shown = query.shown(there.stream().map(ShownTable::question).toList());
      for (int i = 0; i < there.size(); i++) {
        texts.put(there.get(i), text(there.get(i), shown.get(i)));
      }
    }
    return texts;
  }

  private DefinitionText text(ObjectName name, byte[] shown) {
    Optional<List<Row>> raw =
        rawStatements ? Optional.of(TableRows.columns(query, name)) : Optional.empty();
    return StatementText.of(ShownTable.statement(query, name, shown, raw));
  }

  @Override
  public TableDefinition definition(ObjectName name, DefinitionText text) {
    return StatementText.read(name, text);
  }

  @Override
  public Optional<ViewDefinition> view(ObjectName name) {
    return views.read(name);
  }

  @Override
  public Set<ObjectName> ofTools(Collection<ObjectName> names) {
    return new ToolTables(query).of(names);
  }

  @Override
  public boolean isNamedAsOfTool(ObjectName name) {
    return ToolNames.isOfTool(name.name());
  }

  @Override
  public List<String> others(String database) {
    return new OtherObjects(query).of(database);
  }
}
