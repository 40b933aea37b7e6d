package io.openoms.postgresql.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tokens of an expression as the server shows it. One thread. */
final class ExpressionTokens {

  /** Kinds of tokens. */
  enum Kind {
    WORD,
    NAME,
    NUMBER,
    TEXT,
    SYMBOL,
    END
  }

  /** A token; a name and a text without their quotes, a word in lower case. */
  record Token(Kind kind, String text) {

    boolean is(String other) {
      return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(other);
    }
  }

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)|\"(?<name>(?:[^\"]|\"\")*)\""
              + "|(?<number>\\d+(?:\\.\\d+)?)|'(?<text>(?:[^']|'')*)'"
              + "|(?<symbol>::|[-+*/%<>=~!@#&|^`?]+|[\\[\\](),.])");

  private final List<Token> tokens = new ArrayList<>();
  private int at;

  /**
   * Splits an expression.
   *
   * @throws UntranslatableException when it holds something else
   */
  ExpressionTokens(String expression) {
    Matcher matcher = TOKEN.matcher(expression);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      end = matcher.end();
      add(matcher);
    }
    if (end != expression.length()) {
      throw new UntranslatableException();
    }
  }

  private void add(Matcher matcher) {
    add(Kind.WORD, matcher.group("word"));
    add(Kind.NAME, matcher.group("name"));
    add(Kind.NUMBER, matcher.group("number"));
    add(Kind.TEXT, matcher.group("text"));
    add(Kind.SYMBOL, matcher.group("symbol"));
  }

  private void add(Kind kind, @Nullable String text) {
    if (text != null) {
      tokens.add(
          new Token(
              kind,
              switch (kind) {
                case WORD -> text.toLowerCase(Locale.ROOT);
                case NAME -> text.replace("\"\"", "\"");
                case TEXT -> text.replace("''", "'");
                default -> text;
              }));
    }
  }

  Token peek() {
    return at < tokens.size() ? tokens.get(at) : new Token(Kind.END, "");
  }

  Token next() {
    Token token = peek();
    at++;
    return token;
  }

  /** How many tokens were taken. */
  int taken() {
    return at;
  }

  /** Goes back to where so many were taken. */
  void back(int taken) {
    at = taken;
  }

  /**
   * Takes a name, with quotes or without.
   *
   * @throws UntranslatableException when something else comes next
   */
  String name() {
    Token token = next();
    if (token.kind() != Kind.NAME && token.kind() != Kind.WORD) {
      throw new UntranslatableException();
    }
    return token.text();
  }

  /** Takes the next token if it is that word or symbol. */
  boolean take(String text) {
    boolean is = peek().is(text);
    at += is ? 1 : 0;
    return is;
  }

  void require(String text) {
    if (!take(text)) {
      throw new UntranslatableException();
    }
  }
}
