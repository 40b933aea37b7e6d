package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.jdbc.mysql.catalog.CatalogQuery.Row;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.data.TypeKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the defaults of binary columns as values. Catalogs do not show all their bytes: MySQL 8.0
 * and 9.7 stop before the first zero, MariaDB 11.4 shows bytes over 127 as a question mark.
 */
final class BinaryDefaults {

  private final CatalogQuery query;

  BinaryDefaults(CatalogQuery query) {
    this.query = query;
  }

  /** The same columns, literal defaults of binary ones as the bytes that they are. */
  List<ColumnDefinition> exact(ObjectName table, List<ColumnDefinition> columns) {
    List<ColumnDefinition> asked = columns.stream().filter(BinaryDefaults::isInexact).toList();
    if (asked.isEmpty()) {
      return columns;
    }
    String values =
        asked.stream()
            .map(column -> Identifiers.quote(column.name()))
            .map(name -> "HEX(DEFAULT(" + name + ")) AS " + name)
            .collect(Collectors.joining(", "));
    // One row, also of an empty table.
    String one = " RIGHT JOIN (SELECT 1 AS one) oms_one ON FALSE LIMIT 1";
    List<Row> rows = query.rows("SELECT " + values + " FROM " + Identifiers.quote(table) + one);
    return columns.stream()
        .map(column -> asked.contains(column) ? with(column, rows.get(0)) : column)
        .toList();
  }

  private static boolean isInexact(ColumnDefinition column) {
    TypeKind kind = column.type().kind();
    boolean binary = kind == TypeKind.BINARY || kind == TypeKind.VARBINARY;
    boolean expression =
        column.defaultValue().filter(value -> value.text().startsWith("(")).isPresent();
    return binary && column.defaultValue().isPresent() && !expression;
  }

  private static ColumnDefinition with(ColumnDefinition column, Row row) {
    String hexadecimal = row.text(column.name().toLowerCase(Locale.ROOT));
    return new ColumnDefinition(
        column.name(),
        column.type(),
        column.nullable(),
        Optional.of(DefaultValue.expression("x'" + hexadecimal + "'")),
        column.autoIncrement(),
        column.onUpdate(),
        column.generated(),
        column.invisible(),
        column.comment());
  }
}
