package io.openoms.tidb.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalog of a TiDB cluster: names and views as the family reads them, tables from SHOW CREATE
 * TABLE alone, which shows every text in UTF-8 and is the only place that tells TiDB's attributes.
 * Thread-safe.
 */
public final class TiDbCatalog implements Catalog {

  private final Connections connections;
  private final Catalog family;
  private final TextOrderProbe order;

  /**
   * The catalog behind those connections.
   *
   * @param family reads names and views
   * @param order how the cluster compares texts
   */
  public TiDbCatalog(Connections connections, Catalog family, TextOrderProbe order) {
    this.connections = connections;
    this.family = family;
    this.order = order;
  }

  @Override
  public List<String> databases() {
    return family.databases();
  }

  @Override
  public Optional<String> collation(String database) {
    return family.collation(database).map(order.ask()::meant);
  }

  @Override
  public List<CatalogEntry> entries(String database) {
    return family.entries(database);
  }

  @Override
  public Optional<TableDefinition> table(ObjectName name) {
    return first(
            "SELECT avg_row_length FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                + " AND table_schema = "
                + Literals.text(name.database())
                + " AND table_name = "
                + Literals.text(name.name()),
            1)
        .map(
            bytes ->
                new Meaning(order.ask())
                    .table(name, statement(name), bytes.isEmpty() ? 0 : Long.parseLong(bytes)));
  }

  private String statement(ObjectName name) {
    return first("SHOW CREATE TABLE " + Identifiers.quote(name), 2).orElseThrow();
  }

  private Optional<String> first(String sql, int column) {
    return all(sql, column).stream().findFirst();
  }

  /** A column of an answer, NULL as an empty text. */
  private List<String> all(String sql, int column) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        String text = rows.getString(column);
        values.add(text == null ? "" : text);
      }
      return values;
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "reading the catalog");
    }
  }

  @Override
  public Optional<DefinitionText> definitionText(ObjectName name) {
    return entries(name.database()).stream().anyMatch(entry -> entry.name().equals(name))
        ? Optional.of(TableText.shown(order.ask(), statement(name)).stored())
        : Optional.empty();
  }

  @Override
  public TableDefinition definition(ObjectName name, DefinitionText text) {
    return TableText.read(name, text).definition(name);
  }

  /** TiDB writes through no view, and says of each that its check is CASCADED. */
  @Override
  public Optional<ViewDefinition> view(ObjectName name) {
    return family
        .view(name)
        .map(
            view ->
                new ViewDefinition(
                    view.name(),
                    view.columns(),
                    view.query(),
                    "NONE",
                    view.invoker(),
                    view.reads()));
  }

  @Override
  public boolean ignoresCase() {
    return family.ignoresCase();
  }

  @Override
  public Map<ObjectName, ObjectName> identities(Collection<ObjectName> names) {
    return family.identities(names);
  }

  /** Replicas in TiFlash are in no statement of their table. */
  @Override
  public List<String> others(String database) {
    List<String> others = new ArrayList<>(family.others(database));
    all(
            "SELECT table_name FROM information_schema.tiflash_replica WHERE table_schema = "
                + Literals.text(database)
                + " ORDER BY table_name",
            1)
        .forEach(table -> others.add("TiFlash replica of " + new ObjectName(database, table)));
    return others;
  }
}
