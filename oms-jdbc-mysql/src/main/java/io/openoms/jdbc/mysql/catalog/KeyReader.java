package io.openoms.jdbc.mysql.catalog;

import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.type.SqlText;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads keys and indexes. */
final class KeyReader {

  private KeyReader() {}

  /** A table's keys and indexes: the primary key first, then unique ones, then the others. */
  static List<IndexDefinition> read(List<Row> rows) {
    Map<String, List<Row>> byName =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.text("index_name"), LinkedHashMap::new, Collectors.toList()));
    return byName.entrySet().stream()
        .map(entry -> index(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(IndexDefinition::kind))
        .toList();
  }

  private static IndexDefinition index(String name, List<Row> rows) {
    Row first = rows.get(0);
    boolean visible =
        !first.text("is_visible").equals("NO") && !first.text("ignored").equals("YES");
    return new IndexDefinition(
        name,
        kind(name, first),
        rows.stream().map(KeyReader::part).toList(),
        visible,
        first.text("index_comment"),
        Optional.empty());
  }

  private static IndexDefinition.Kind kind(String name, Row row) {
    if (name.equals("PRIMARY")) {
      return IndexDefinition.Kind.PRIMARY;
    }
    return switch (row.text("index_type")) {
      case "FULLTEXT" -> IndexDefinition.Kind.FULLTEXT;
      case "SPATIAL" -> IndexDefinition.Kind.SPATIAL;
      default ->
          row.number("non_unique") == 0 ? IndexDefinition.Kind.UNIQUE : IndexDefinition.Kind.PLAIN;
    };
  }

  private static IndexDefinition.Part part(Row row) {
    Optional<String> column = Optional.ofNullable(row.nullable("column_name"));
    Optional<SqlText> expression =
        column.isPresent()
            ? Optional.empty()
            : Optional.of(MySqlFamilyDialect.sql(row.text("expression")));
    // Servers show 32 bytes of a geometry, which nobody may write.
    boolean spatial = row.text("index_type").equals("SPATIAL");
    return new IndexDefinition.Part(
        column,
        expression,
        spatial ? 0 : (int) row.number("sub_part"),
        row.text("collation").equals("D"));
  }
}
