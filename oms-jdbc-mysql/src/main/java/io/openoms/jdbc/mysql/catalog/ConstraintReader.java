package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads foreign keys, CHECKs, and what the model has no place for. */
final class ConstraintReader {

  private final CatalogQuery query;
  private final String product;
  private final boolean hasChecks;

  ConstraintReader(CatalogQuery query, ServerFacts facts) {
    this.query = query;
    this.product = facts.product();
    this.hasChecks =
        product.equals("MariaDB") || (product.equals("MySQL") && !facts.version().startsWith("5."));
  }

  List<String> foreignKeys(ObjectName table) {
    Map<String, List<Row>> byName =
        query
            .rows(
                "SELECT k.constraint_name AS name, k.column_name AS own_column,"
                    + " k.referenced_table_schema AS other_database,"
                    + " k.referenced_table_name AS other_table,"
                    + " k.referenced_column_name AS other_column,"
                    + " r.delete_rule AS on_delete, r.update_rule AS on_update"
                    + " FROM information_schema.key_column_usage k"
                    + " JOIN information_schema.referential_constraints r"
                    + " ON r.constraint_schema = k.constraint_schema"
                    + " AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name"
                    + " WHERE k.table_schema = ? AND k.table_name = ?"
                    + " AND k.referenced_table_name IS NOT NULL"
                    + " ORDER BY k.constraint_name, k.ordinal_position",
                table.database(),
                table.name())
            .stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.text("name"), LinkedHashMap::new, Collectors.toList()));
    return byName.entrySet().stream()
        .map(entry -> foreignKey(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String foreignKey(String name, List<Row> rows) {
    Row first = rows.get(0);
    ObjectName other = new ObjectName(first.text("other_database"), first.text("other_table"));
    return "CONSTRAINT "
        + Identifiers.quote(name)
        + " FOREIGN KEY ("
        + columns(rows, "own_column")
        + ") REFERENCES "
        + Identifiers.quote(other)
        + " ("
        + columns(rows, "other_column")
        + ") ON DELETE "
        + first.text("on_delete")
        + " ON UPDATE "
        + first.text("on_update");
  }

  private static String columns(List<Row> rows, String which) {
    return rows.stream()
        .map(row -> Identifiers.quote(row.text(which)))
        .collect(Collectors.joining(", "));
  }

  /** MySQL before 8.0.16 has no CHECKs; OceanBase is read as a target only, where none matter. */
  List<CheckDefinition> checks(ObjectName table) {
    if (!hasChecks) {
      return List.of();
    }
    boolean mariaDb = product.equals("MariaDB");
    return query
        .rows(
            "SELECT c.*, t.* FROM information_schema.check_constraints c"
                + " JOIN information_schema.table_constraints t"
                + " ON t.constraint_schema = c.constraint_schema"
                + " AND t.constraint_name = c.constraint_name"
                + (mariaDb ? " AND t.table_name = c.table_name" : "")
                + " WHERE t.table_schema = ? AND t.table_name = ?"
                + " AND t.constraint_type = 'CHECK' ORDER BY c.constraint_name",
            table.database(),
            table.name())
        .stream()
        .map(
            row ->
                new CheckDefinition(
                    row.text("constraint_name"),
                    row.text("check_clause").replace("\\'", "'"),
                    !row.text("enforced").equals("NO")))
        .toList();
  }

  List<String> features(ObjectName table, Row row) {
    List<String> features = new ArrayList<>();
    if (row.text("create_options").toLowerCase(java.util.Locale.ROOT).contains("partitioned")) {
      features.add("the table is partitioned");
    }
    query
        .rows(
            "SELECT trigger_name AS name FROM information_schema.triggers"
                + " WHERE event_object_schema = ? AND event_object_table = ?",
            table.database(),
            table.name())
        .forEach(trigger -> features.add("trigger " + trigger.text("name")));
    return features;
  }
}
