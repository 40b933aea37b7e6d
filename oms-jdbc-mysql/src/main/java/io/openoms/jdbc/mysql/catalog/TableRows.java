package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code information_schema} tells of some tables of one database, by table: one question for
 * each of its views that is needed, whatever the number of tables. One thread; methods block on the
 * server at first.
 */
final class TableRows {

  /** Versioned tables are told too: what cannot be moved must not go unseen. */
  static final String TABLE_TYPES = "'BASE TABLE', 'SYSTEM VERSIONED'";

  /** A view of {@code information_schema}; %s stands for the names. */
  enum Part {
    TABLES(
        "SELECT t.*, t.table_name AS oms_table FROM information_schema.tables t"
            + " WHERE t.table_schema = ? AND t.table_name IN (%s) AND t.table_type IN ("
            + TABLE_TYPES
            + ")"),
    COLUMNS(
        "SELECT c.*, c.table_name AS oms_table FROM information_schema.columns c"
            + " WHERE c.table_schema = ? AND c.table_name IN (%s) ORDER BY c.ordinal_position"),
    KEYS(
        "SELECT s.*, s.table_name AS oms_table FROM information_schema.statistics s"
            + " WHERE s.table_schema = ? AND s.table_name IN (%s)"
            + " ORDER BY s.index_name, s.seq_in_index"),
    FOREIGN_KEYS(
        "SELECT k.table_name AS oms_table, k.constraint_name AS name,"
            + " k.column_name AS own_column, k.referenced_table_schema AS other_database,"
            + " k.referenced_table_name AS other_table,"
            + " k.referenced_column_name AS other_column,"
            + " r.delete_rule AS on_delete, r.update_rule AS on_update"
            + " FROM information_schema.key_column_usage k"
            + " JOIN information_schema.referential_constraints r"
            + " ON r.constraint_schema = k.constraint_schema"
            + " AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name"
            + " WHERE k.table_schema = ? AND k.table_name IN (%s)"
            + " AND k.referenced_table_name IS NOT NULL"
            + " ORDER BY k.constraint_name, k.ordinal_position"),
    TRIGGERS(
        "SELECT event_object_table AS oms_table, trigger_name AS name"
            + " FROM information_schema.triggers"
            + " WHERE event_object_schema = ? AND event_object_table IN (%s)"
            + " ORDER BY trigger_name");

    private final String sql;

    Part(String sql) {
      this.sql = sql;
    }
  }

  private final CatalogQuery query;
  private final String database;
  private final List<String> tables;
  private final Map<Part, Map<String, List<Row>>> rows = new EnumMap<>(Part.class);

  TableRows(CatalogQuery query, String database, List<String> tables) {
    this.query = query;
    this.database = database;
    this.tables = List.copyOf(tables);
  }

  private Map<String, List<Row>> rows(Part part) {
    return rows.computeIfAbsent(part, one -> byTable(ask(query, one, database, tables), tables));
  }

  /** The rows of a table's or a view's columns alone. Blocks. */
  static List<Row> columns(CatalogQuery query, ObjectName name) {
    return ask(query, Part.COLUMNS, name.database(), List.of(name.name()));
  }

  private static List<Row> ask(
      CatalogQuery query, Part part, String database, List<String> tables) {
    return query.rows(
        part.sql.formatted(String.join(",", Collections.nCopies(tables.size(), "?"))),
        Stream.concat(Stream.of(database), tables.stream()).toArray(String[]::new));
  }

  /** What was found for one name is of that table, however the server spells it. */
  private static Map<String, List<Row>> byTable(List<Row> found, List<String> tables) {
    return tables.size() == 1
        ? Map.of(tables.get(0), found)
        : found.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.text("oms_table"), LinkedHashMap::new, Collectors.toList()));
  }

  /** The rows of a table, in their order. */
  List<Row> of(Part part, String table) {
    return rows(part).getOrDefault(table, List.of());
  }

  /** Whether there is a table of that very name. */
  boolean has(String table) {
    return !of(Part.TABLES, table).isEmpty();
  }

  /** Whether the server tells of tables by other names than they were asked for by. */
  boolean hasOthers() {
    Set<String> found = new HashSet<>(rows(Part.TABLES).keySet());
    tables.forEach(found::remove);
    return !found.isEmpty();
  }
}
