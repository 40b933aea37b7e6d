package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import io.openoms.jdbc.mysql.log.HeartbeatTable;
import io.openoms.spi.Catalog;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The catalog of a server of the MySQL family. Thread-safe. */
public final class InformationSchemaCatalog implements Catalog {

  /** Databases that every product of the family has for itself, and one of this library. */
  private static final Set<String> OWN =
      Set.of("information_schema", "mysql", "performance_schema", "sys", HeartbeatTable.DATABASE);

  /** Versioned tables are listed too: what cannot be moved must not go unseen. */
  private static final String TABLE_TYPES = "'BASE TABLE', 'SYSTEM VERSIONED'";

  private final CatalogQuery query;
  private final ColumnReader columns;
  private final KeyReader keys;
  private final ConstraintReader constraints;
  private final boolean rawStatements;
  private final Set<String> ownDatabases;
  private final ViewReader views;
  private final NameIdentities identities;

  /** The catalog behind those connections. */
  public InformationSchemaCatalog(
      Connections connections, ServerFacts facts, CatalogTraits traits) {
    this.query = new CatalogQuery(connections);
    this.columns = new ColumnReader(query, traits);
    this.keys = new KeyReader(query);
    this.constraints = new ConstraintReader(query);
    this.ownDatabases = traits.ownDatabases();
    this.rawStatements = traits.rawStatements();
    this.identities = new NameIdentities(query, facts, traits.names());
    this.views = new ViewReader(connections, query, columns);
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
                + TABLE_TYPES
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
    return query
        .rows(
            "SELECT * FROM information_schema.tables WHERE table_schema = ? AND table_name = ?"
                + " AND table_type IN ("
                + TABLE_TYPES
                + ")",
            name.database(),
            name.name())
        .stream()
        .findFirst()
        .map(row -> definition(name, row))
        .map(this::inOrder);
  }

  /** Its keys as the statement has them, since the order says which one the server's log uses. */
  private TableDefinition inOrder(TableDefinition table) {
    long keys = table.indexes().stream().filter(IndexDefinition::isUnique).count();
    return keys > 1 ? table.withIndexes(shown(table.name()).inOrder(table.indexes())) : table;
  }

  private TableDefinition definition(ObjectName name, Row row) {
    ShownTable shown = shown(name);
    String collation = row.text("table_collation");
    Optional<String> tableCollation =
        collation.isEmpty() ? Optional.empty() : Optional.of(collation);
    Optional<String> characterSet =
        tableCollation.map(
            value -> value.contains("_") ? value.substring(0, value.indexOf('_')) : value);
    return new TableDefinition(
        name,
        columns.read(name, shown),
        indexes(name, shown),
        constraints.foreignKeys(name),
        shown.checks(),
        characterSet,
        tableCollation,
        shown.autoIncrement(),
        row.text("table_comment"),
        shown.partitioning(),
        shown.features(),
        Stream.concat(constraints.remains(name, row).stream(), shown.remains().stream()).toList(),
        row.number("avg_row_length"),
        shown.storage());
  }

  private ShownTable shown(ObjectName name) {
    return ShownTable.read(query, name, rawStatements);
  }

  private List<IndexDefinition> indexes(ObjectName name, ShownTable shown) {
    Optional<List<IndexDefinition>> stated = rawStatements ? shown.indexes() : Optional.empty();
    return stated.orElseGet(() -> keys.read(name).stream().map(shown::exact).toList());
  }

  @Override
  public Optional<DefinitionText> definitionText(ObjectName name) {
    return entries(name.database()).stream().anyMatch(entry -> entry.name().equals(name))
        ? Optional.of(StatementText.of(ShownTable.statement(query, name, rawStatements)))
        : Optional.empty();
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
  public List<String> others(String database) {
    return new OtherObjects(query).of(database);
  }
}
