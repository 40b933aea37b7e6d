package io.openoms.postgresql.catalog;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.mapping.TypeOptions;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.data.DefinitionText;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.ViewDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the system catalog of one database. Its schemas are the databases here. A partitioned table
 * is one table, and its partitions are none; a table that inherits from another one is a table of
 * its own. Thread-safe.
 */
public final class PostgreSqlCatalog implements Catalog {

  private static final String SCHEMAS =
      """
      SELECT nspname FROM pg_catalog.pg_namespace
      WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname
      """;

  private static final String TABLES =
      """
      SELECT c.relname, (SELECT pg_catalog.sum(greatest(l.reltuples, 0))::bigint
        FROM pg_catalog.pg_class l WHERE l.oid = c.oid
          OR c.relkind = 'p' AND l.relkind = 'r' AND l.oid IN (
            SELECT relid FROM pg_catalog.pg_partition_tree(c.oid)))
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = %s AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
            AND d.deptype = 'e')
      ORDER BY c.relname
      """;

  private static final String VIEWS =
      """
      SELECT c.relname
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = %s AND c.relkind = 'v'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
            AND d.deptype = 'e')
      ORDER BY c.relname
      """;

  /** Sequences of numbered columns are the column's; parts of an extension are the extension's. */
  private static final String OTHERS =
      """
      SELECT CASE c.relkind WHEN 'm' THEN 'materialized view'
          WHEN 'f' THEN 'foreign table' ELSE 'sequence' END || ' ' || n.nspname || '.' || c.relname
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = %1$s AND c.relkind IN ('m', 'f', 'S')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
            AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('a', 'i')))
      UNION ALL
      SELECT 'routine ' || p.oid::regprocedure FROM pg_catalog.pg_proc p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = %1$s AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
      UNION ALL
      SELECT CASE t.typtype WHEN 'd' THEN 'domain ' WHEN 'e' THEN 'enum ' ELSE 'type ' END
          || n.nspname || '.' || t.typname
      FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
      WHERE n.nspname = %1$s AND (t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid
            AND d.deptype = 'e')
      ORDER BY 1
      """;

  private final FactReader reader;
  private final TypeOptions options;

  /** Reads over those connections; types are mapped as the options say. */
  public PostgreSqlCatalog(Connections connections, TypeOptions options) {
    this.reader = new FactReader(connections);
    this.options = options;
  }

  @Override
  public List<String> databases() {
    return reader.rows(SCHEMAS).stream().map(row -> text(row, 0)).toList();
  }

  @Override
  public List<CatalogEntry> entries(String database) {
    List<CatalogEntry> entries = new ArrayList<>();
    for (List<@Nullable String> row : reader.rows(TABLES.formatted(Quoted.text(database)))) {
      ObjectName name = new ObjectName(database, text(row, 0));
      entries.add(new CatalogEntry(name, ObjectKind.TABLE, Long.parseLong(text(row, 1))));
    }
    for (List<@Nullable String> row : reader.rows(VIEWS.formatted(Quoted.text(database)))) {
      ObjectName name = new ObjectName(database, text(row, 0));
      entries.add(new CatalogEntry(name, ObjectKind.VIEW, 0));
    }
    return entries;
  }

  private static String text(List<@Nullable String> row, int field) {
    return Objects.requireNonNull(row.get(field), "the catalog gave NULL");
  }

  @Override
  public Optional<TableDefinition> table(ObjectName name) {
    return Optional.of(reader.table(name))
        .filter(facts -> !facts.isEmpty())
        .map(facts -> new TableBuilder(name, facts, options).build());
  }

  @Override
  public Optional<DefinitionText> definitionText(ObjectName name) {
    return Optional.of(reader.table(name)).filter(facts -> !facts.isEmpty()).map(Fact::written);
  }

  @Override
  public TableDefinition definition(ObjectName name, DefinitionText text) {
    return new TableBuilder(name, Fact.read(text), options).build();
  }

  @Override
  public Optional<ViewDefinition> view(ObjectName name) {
    return new ViewReader(reader, options).read(name);
  }

  @Override
  public List<String> others(String database) {
    return reader.rows(OTHERS.formatted(Quoted.text(database))).stream()
        .map(row -> text(row, 0))
        .toList();
  }
}
