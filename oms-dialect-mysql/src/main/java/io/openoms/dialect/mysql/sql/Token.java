package io.openoms.dialect.mysql.sql;

/**
 * A piece of SQL. Immutable.
 *
 * @param kind what it is
 * @param text what it means: a name or text without its quotes, everything else as written
 * @param start where it begins in the SQL
 * @param end where it ends, exclusive
 */
public record Token(Kind kind, String text, int start, int end) {

  /** The kinds of tokens. */
  public enum Kind {
    /** A keyword or a name without quotes. */
    WORD,
    /** A name in backticks. */
    NAME,
    /** A text in single or double quotes. */
    TEXT,
    /** A number, hexadecimal ones too. */
    NUMBER,
    /** Any other single character. */
    SYMBOL
  }

  /** Whether it is that keyword, in any case. */
  public boolean is(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  /** Whether it is that character. */
  public boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(0) == symbol;
  }

  /** Whether it may be a name. */
  public boolean isName() {
    return kind == Kind.NAME || kind == Kind.WORD;
  }

  /** Whether the other one follows without a gap. */
  public boolean touches(Token next) {
    return end == next.start;
  }
}
