package io.openoms.spi.type;

/**
 * The language in which a server writes definitions. The module of each endpoint defines its own
 * constant; servers that read each other's SQL share one. The engine never looks into it.
 * Immutable.
 *
 * @param id a short name in lower case, such as {@code mysql}
 */
public record Dialect(String id) {

  /**
   * A core of standard SQL that every target can write in its own language, word by word. Names
   * stand in double quotes and texts in single quotes, both with quotes within doubled; a backslash
   * is a letter. There are numbers, TRUE, FALSE, NULL, DATE and TIMESTAMP constants, comparisons,
   * AND, OR, NOT, IS NULL, IN, LIKE, + - *, CASE, COALESCE, CHAR_LENGTH, CONCAT, MOD and ABS.
   */
  public static final Dialect STANDARD = new Dialect("sql");

  public Dialect {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a dialect needs an id");
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
