package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.DefaultValue;

/** Renders columns. Not thread-safe: it collects the conversions' notices. */
final class ColumnRenderer {

  private final CollationMapping collations;

  ColumnRenderer(CollationMapping collations) {
    this.collations = collations;
  }

  String render(ColumnDefinition column) {
    StringBuilder sql = new StringBuilder(Identifiers.quote(column.name()));
    sql.append(' ').append(column.type().nativeText()).append(characterSet(column));
    column
        .generated()
        .ifPresent(
            generation ->
                sql.append(" GENERATED ALWAYS AS (")
                    .append(generation.expression())
                    .append(generation.stored() ? ") STORED" : ") VIRTUAL"));
    sql.append(column.nullable() ? " NULL" : " NOT NULL");
    column.defaultValue().ifPresent(value -> sql.append(" DEFAULT ").append(render(value)));
    column.onUpdate().ifPresent(expression -> sql.append(" ON UPDATE ").append(expression));
    if (column.autoIncrement()) {
      sql.append(" AUTO_INCREMENT");
    }
    if (!column.comment().isEmpty()) {
      sql.append(" COMMENT ").append(Literals.text(column.comment()));
    }
    return sql.toString();
  }

  private String characterSet(ColumnDefinition column) {
    DataType type = column.type();
    if (!type.kind().hasCharacterSet() || type.collation().isEmpty()) {
      return "";
    }
    CollationMapping.Target target =
        collations.map(
            "column " + column.name(),
            type.characterSet().orElse("utf8mb4"),
            type.collation().get());
    return " CHARACTER SET " + target.characterSet() + " COLLATE " + target.collation();
  }

  private static String render(DefaultValue value) {
    return value.expression() ? value.text() : Literals.text(value.text());
  }
}
