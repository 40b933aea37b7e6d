package io.openoms.dialect.mysql.alter;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DefaultValue;
import java.util.Optional;

/** Columns with one attribute changed. Stateless. */
final class ColumnEdits {

  private ColumnEdits() {}

  static ColumnDefinition named(ColumnDefinition column, String name) {
    return of(column, name, column.nullable(), column.defaultValue(), column.invisible());
  }

  static ColumnDefinition nullable(ColumnDefinition column, boolean nullable) {
    return of(column, column.name(), nullable, column.defaultValue(), column.invisible());
  }

  static ColumnDefinition withDefault(ColumnDefinition column, Optional<DefaultValue> value) {
    return of(column, column.name(), column.nullable(), value, column.invisible());
  }

  static ColumnDefinition invisible(ColumnDefinition column, boolean invisible) {
    return of(column, column.name(), column.nullable(), column.defaultValue(), invisible);
  }

  private static ColumnDefinition of(
      ColumnDefinition column,
      String name,
      boolean nullable,
      Optional<DefaultValue> value,
      boolean invisible) {
    return new ColumnDefinition(
        name,
        column.type(),
        nullable,
        value,
        column.autoIncrement(),
        column.onUpdate(),
        column.generated(),
        invisible,
        column.comment());
  }
}
