package io.openoms.spi.data;

import io.openoms.spi.type.SqlText;

/**
 * A column's default. A column without one has none: not the same as NULL for NOT NULL columns.
 * Immutable.
 */
public sealed interface DefaultValue {

  /**
   * A constant. It means the same in each dialect.
   *
   * @param text the value, unquoted, in the form in which the column's values travel
   */
  record Literal(String text) implements DefaultValue {}

  /**
   * SQL that the server evaluates for each row, and constants of BIT and binary types as their
   * server writes them, such as {@code b'1'}.
   *
   * @param sql the expression
   */
  record Expression(SqlText sql) implements DefaultValue {}

  /** A constant. */
  static DefaultValue literal(String text) {
    return new Literal(text);
  }

  /** An SQL expression such as {@code CURRENT_TIMESTAMP(6)}. */
  static DefaultValue expression(SqlText sql) {
    return new Expression(sql);
  }
}
