package io.openoms.dialect.mysql.parse;

import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Token.Kind;
import io.openoms.dialect.mysql.sql.Tokenizer;
import java.util.List;
import java.util.Objects;

/** Walks over the tokens of a statement. Not thread-safe. */
public final class TokenReader {

  private final String sql;
  private final List<Token> tokens;
  private int at;

  /**
   * At the first token of a statement.
   *
   * @throws DdlSyntaxException when a quote or comment does not end
   */
  public TokenReader(String sql) {
    this(sql, tokens(sql));
  }

  private TokenReader(String sql, List<Token> tokens) {
    this.sql = sql;
    this.tokens = tokens;
  }

  private static List<Token> tokens(String sql) {
    try {
      return Tokenizer.scan(sql);
    } catch (IllegalArgumentException e) {
      throw new DdlSyntaxException(Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  /** Over some of the tokens that are left, from one number to before another. */
  public TokenReader part(int from, int to) {
    return new TokenReader(sql, tokens.subList(at + from, at + to));
  }

  /** How many tokens are left. */
  public int left() {
    return tokens.size() - at;
  }

  /** Whether an element of CREATE TABLE ends here: at a comma, a parenthesis, or the end. */
  boolean endsElement() {
    return atEnd() || peek().isSymbol(',') || peek().isSymbol(')');
  }

  /** Whether no token is left. */
  public boolean atEnd() {
    return at >= tokens.size();
  }

  /** The token at hand; an empty symbol at the end. */
  public Token peek() {
    return peek(0);
  }

  /** A token further on; an empty symbol at the end. */
  public Token peek(int ahead) {
    boolean beyond = at + ahead >= tokens.size();
    return beyond
        ? new Token(Kind.SYMBOL, "\0", sql.length(), sql.length())
        : tokens.get(at + ahead);
  }

  /** Takes the token at hand. */
  public Token next() {
    Token token = peek();
    if (atEnd()) {
      throw unexpected();
    }
    at++;
    return token;
  }

  /** Whether those words are next. */
  public boolean isNext(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).is(words[i])) {
        return false;
      }
    }
    return true;
  }

  /** Takes those words, when they are next. */
  public boolean accept(String... words) {
    if (!isNext(words)) {
      return false;
    }
    at += words.length;
    return true;
  }

  /** Takes one of those words, when it is next. */
  public boolean acceptAny(String... words) {
    for (String word : words) {
      if (accept(word)) {
        return true;
      }
    }
    return false;
  }

  /** Takes that character, when it is next. */
  public boolean acceptSymbol(char symbol) {
    if (!peek().isSymbol(symbol)) {
      return false;
    }
    at++;
    return true;
  }

  /** Takes those words, which must be next. */
  public void expect(String... words) {
    if (!accept(words)) {
      throw unexpected();
    }
  }

  /** Takes that character, which must be next. */
  public void expectSymbol(char symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected();
    }
  }

  /** A name, with or without quotes. */
  public String name() {
    if (!peek().isName()) {
      throw unexpected();
    }
    return next().text();
  }

  /** A text in quotes. */
  public String text() {
    if (peek().kind() != Kind.TEXT) {
      throw unexpected();
    }
    return next().text();
  }

  /** A whole number. */
  public long number() {
    if (peek().kind() != Kind.NUMBER) {
      throw unexpected();
    }
    return Long.parseLong(next().text());
  }

  /** The SQL within the parentheses that are next, without them. */
  public String group() {
    Token open = peek();
    expectSymbol('(');
    int depth = 1;
    while (true) {
      Token token = next();
      depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
      if (depth == 0) {
        return sql.substring(open.end(), token.start()).strip();
      }
    }
  }

  /** The SQL from a token on, up to what was last taken. */
  public String since(Token first) {
    return sql.substring(first.start(), tokens.get(at - 1).end());
  }

  /** The error that the token at hand is. */
  public DdlSyntaxException unexpected() {
    Token token = peek();
    String near =
        atEnd()
            ? "the end"
            : "'" + sql.substring(token.start(), Math.min(sql.length(), token.start() + 40)) + "'";
    return new DdlSyntaxException("cannot be read near " + near);
  }
}
