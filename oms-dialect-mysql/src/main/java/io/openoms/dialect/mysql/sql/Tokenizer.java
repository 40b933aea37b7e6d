package io.openoms.dialect.mysql.sql;

import io.openoms.dialect.mysql.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL into tokens. Comments are left out, but what is within executable ones ({@code /*!50100
 * … *}{@code /}, {@code /*M! … *}{@code /}) counts as SQL. Texts are read with backslash escapes
 * on. One use, one thread.
 */
public final class Tokenizer {

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokenizer(String sql) {
    this.sql = sql;
  }

  /**
   * The tokens of some SQL.
   *
   * @throws IllegalArgumentException when a quote or comment does not end
   */
  public static List<Token> scan(String sql) {
    Tokenizer tokenizer = new Tokenizer(sql);
    while (tokenizer.at < sql.length()) {
      tokenizer.next();
    }
    return List.copyOf(tokenizer.tokens);
  }

  private void next() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (c == '#' || (sql.startsWith("--", at) && isGap(at + 2))) {
      int end = sql.indexOf('\n', at);
      at = end < 0 ? sql.length() : end + 1;
    } else if (sql.startsWith("/*", at)) {
      comment();
    } else if (sql.startsWith("*/", at)) {
      at += 2;
    } else if (c == '`' || c == '\'' || c == '"') {
      quoted(c);
    } else if (isDigit(c) || (c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)))) {
      number();
    } else if (isWordPart(c)) {
      add(Kind.WORD, endOfWord(at));
    } else {
      add(Kind.SYMBOL, at + 1);
    }
  }

  /** Steps into an executable comment, past any other. */
  private void comment() {
    boolean maria = sql.startsWith("/*M!", at);
    if (maria || sql.startsWith("/*!", at)) {
      at += maria ? 4 : 3;
      while (at < sql.length() && isDigit(sql.charAt(at))) {
        at++;
      }
      return;
    }
    int end = sql.indexOf("*/", at + 2);
    if (end < 0) {
      throw new IllegalArgumentException("a comment does not end");
    }
    at = end + 2;
  }

  private void quoted(char quote) {
    StringBuilder meant = new StringBuilder();
    int start = at;
    for (at++; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (c == quote) {
        boolean doubled = at + 1 < sql.length() && sql.charAt(at + 1) == quote;
        if (!doubled) {
          at++;
          Kind kind = quote == '`' ? Kind.NAME : Kind.TEXT;
          tokens.add(new Token(kind, meant.toString(), start, at));
          return;
        }
        at++;
        meant.append(c);
      } else if (c == '\\' && quote != '`' && at + 1 < sql.length()) {
        at++;
        meant.append(escaped(sql.charAt(at)));
      } else {
        meant.append(c);
      }
    }
    throw new IllegalArgumentException("a quote " + quote + " does not end");
  }

  /** What a backslash and a character stand for. */
  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'b' -> "\b";
      case '0' -> "\0";
      case 'Z' -> "\u001a";
      case '%', '_' -> "\\" + c;
      default -> String.valueOf(c);
    };
  }

  private void number() {
    int end = at;
    boolean hexadecimal = sql.startsWith("0x", at) || sql.startsWith("0b", at);
    while (end < sql.length()) {
      char c = sql.charAt(end);
      boolean sign = (c == '+' || c == '-') && !hexadecimal && isExponent(sql.charAt(end - 1), end);
      if (!isWordPart(c) && c != '.' && !sign) {
        break;
      }
      end++;
    }
    // A name may begin with digits.
    boolean name =
        !sql.substring(at, end).matches("0[xX][0-9a-fA-F]*|0b[01]*|[0-9.]+([eE][-+]?[0-9]+)?");
    add(name ? Kind.WORD : Kind.NUMBER, end);
  }

  private boolean isExponent(char before, int end) {
    return (before == 'e' || before == 'E') && end - 1 > at && isDigit(sql.charAt(end - 2));
  }

  private int endOfWord(int from) {
    int end = from;
    while (end < sql.length() && isWordPart(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, sql.substring(at, end), at, end));
    at = end;
  }

  private boolean isGap(int position) {
    return position >= sql.length() || Character.isWhitespace(sql.charAt(position));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 128;
  }
}
