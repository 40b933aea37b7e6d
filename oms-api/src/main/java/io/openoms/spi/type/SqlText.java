package io.openoms.spi.type;

/**
 * A piece of SQL in a definition, and the language that it is written in. A target that reads that
 * dialect may use the text; any other target translates it, or leaves the part out and names it, or
 * refuses the object. Immutable.
 *
 * @param dialect the language of the text
 * @param sql the text
 */
public record SqlText(Dialect dialect, String sql) {

  /** Whether the text is written in that dialect. */
  public boolean isIn(Dialect other) {
    return dialect.equals(other);
  }

  @Override
  public String toString() {
    return sql;
  }
}
