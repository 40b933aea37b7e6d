package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.data.TableDefinition.CheckDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads foreign keys, CHECKs, and what the model has no place for. */
final class ConstraintReader {

  private final CatalogQuery query;
  private final String product;
  private final boolean hasChecks;
  private final ShownSql shown;

  ConstraintReader(CatalogQuery query, ServerFacts facts) {
    this.query = query;
    this.shown = new ShownSql(facts);
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
                    mariaDb ? ownName(row) : row.text("constraint_name"),
                    shown.read(row.text("check_clause")),
                    !row.text("enforced").equals("NO")))
        .toList();
  }

  /**
   * MariaDB names a column's CHECK as the column and an unnamed one CONSTRAINT_1, and asks names to
   * be unique in their table only; elsewhere they are unique in the database. Names that nobody
   * gave are left to the target.
   */
  private static String ownName(Row row) {
    String name = row.text("constraint_name");
    boolean given =
        !row.text("level").equalsIgnoreCase("Column") && !name.matches("CONSTRAINT_\\d+");
    return given ? name : "";
  }

  List<String> features(ObjectName table, Row row) {
    List<String> features = new ArrayList<>();
    if (row.text("table_type").equals("SYSTEM VERSIONED")) {
      features.add("the table has system versioning");
    }
    if (row.text("create_options").toLowerCase(Locale.ROOT).contains("partitioned")) {
      features.add("the table is partitioned" + partitioning(table));
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

  private String partitioning(ObjectName table) {
    return query
        .rows(
            "SELECT DISTINCT partition_method AS how, partition_expression AS what"
                + " FROM information_schema.partitions WHERE table_schema = ? AND table_name = ?"
                + " AND partition_method IS NOT NULL",
            table.database(),
            table.name())
        .stream()
        .findFirst()
        .map(row -> " by " + row.text("how") + " (" + row.text("what") + ")")
        .orElse("");
  }
}
