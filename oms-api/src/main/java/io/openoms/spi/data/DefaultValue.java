package io.openoms.spi.data;

/**
 * A column's default. A column without one has none: not the same as NULL for NOT NULL columns.
 *
 * @param text the literal's text, unquoted, or the expression
 * @param expression whether the text is SQL to be evaluated
 */
public record DefaultValue(String text, boolean expression) {

  /** A constant; for BIT and binary types written as the server writes it, such as {@code b'1'}. */
  public static DefaultValue literal(String text) {
    return new DefaultValue(text, false);
  }

  /** An SQL expression such as {@code CURRENT_TIMESTAMP(6)}. */
  public static DefaultValue expression(String sql) {
    return new DefaultValue(sql, true);
  }
}
