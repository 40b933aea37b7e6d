package io.openoms.dialect.mysql.ddl;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.data.DefaultValue;

/** Renders columns for one target. Immutable. */
final class ColumnRenderer {

  private final ColumnCollations collations;
  private final ExpressionMapping expressions;
  private final DdlTraits traits;

  ColumnRenderer(ColumnCollations collations, ExpressionMapping expressions, DdlTraits traits) {
    this.collations = collations;
    this.expressions = expressions;
    this.traits = traits;
  }

  /** The column with all its attributes. */
  String full(ColumnDefinition column) {
    return valued(column) + numberedAndComment(column);
  }

  /** Name, type, and how it is generated. */
  String typed(ColumnDefinition column) {
    StringBuilder sql = new StringBuilder(Identifiers.quote(column.name()));
    sql.append(' ').append(type(column));
    column
        .generated()
        .ifPresent(
            generation ->
                sql.append(" GENERATED ALWAYS AS (")
                    .append(expressions.map(generation.expression()))
                    .append(generation.stored() ? ") STORED" : ") VIRTUAL"));
    // MariaDB takes no NULL there.
    boolean silent = column.nullable() && column.generated().isPresent();
    return sql.append(silent ? "" : column.nullable() ? " NULL" : " NOT NULL").toString();
  }

  /** As {@link #typed}, with its default and what updates set. */
  String valued(ColumnDefinition column) {
    StringBuilder sql = new StringBuilder(typed(column));
    column.defaultValue().ifPresent(value -> sql.append(" DEFAULT ").append(render(value)));
    column.onUpdate().ifPresent(expression -> sql.append(" ON UPDATE ").append(expression.sql()));
    return sql.toString();
  }

  private static String numberedAndComment(ColumnDefinition column) {
    return (column.autoIncrement() ? " AUTO_INCREMENT" : "")
        + (column.invisible() ? " INVISIBLE" : "")
        + (column.comment().isEmpty() ? "" : " COMMENT " + Literals.text(column.comment()));
  }

  private String type(ColumnDefinition column) {
    DataType type = column.type();
    StringBuilder sql = new StringBuilder(TypeMapping.text(type, traits));
    collations
        .of(column)
        .ifPresent(
            found ->
                sql.append(" CHARACTER SET ")
                    .append(found.characterSet())
                    .append(" COLLATE ")
                    .append(found.collation()));
    type.srid().ifPresent(srid -> sql.append(" SRID ").append(srid));
    return sql.toString();
  }

  private String render(DefaultValue value) {
    return value instanceof DefaultValue.Expression expression
        ? expressions.map(expression.sql())
        : Literals.text(((DefaultValue.Literal) value).text());
  }
}
