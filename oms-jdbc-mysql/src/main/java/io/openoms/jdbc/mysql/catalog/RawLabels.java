package io.openoms.jdbc.mysql.catalog;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Escapes the labels of ENUM and SET in a statement that shows them as they are ({@code
 * enum('a','b'c')}, seen in OceanBase), so that it can be read. The catalog shows the same text,
 * which tells where they begin and end. A label with {@code ','} in it looks like two. Stateless.
 */
final class RawLabels {

  private static final Set<String> LABELLED = Set.of("enum", "set");

  private RawLabels() {}

  /**
   * The same statement, which a server has shown in UTF-8, with its labels as SQL.
   *
   * @param columns the rows of the table's columns in {@code information_schema}
   */
  static byte[] escaped(List<Row> columns, byte[] shown) {
    String statement = letters(shown);
    for (Row column : columns) {
      if (LABELLED.contains(column.text("data_type"))) {
        String name = Identifiers.quote(column.text("column_name")) + " ";
        String type = column.text("column_type");
        statement = statement.replace(letters(name + type), letters(name + escaped(type)));
      }
    }
    return statement.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String escaped(String type) {
    return ColumnReader.labels(type).stream()
        .map(Literals::text)
        .collect(Collectors.joining(",", type.substring(0, type.indexOf('(') + 1), ")"));
  }

  /** A letter for each byte. */
  private static String letters(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String letters(String text) {
    return letters(text.getBytes(StandardCharsets.UTF_8));
  }
}
