package io.openoms.dialect.mysql.parse;

import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Token.Kind;
import io.openoms.dialect.mysql.sql.Tokenizer;
import java.util.List;

/** Walks over the tokens of a statement. Not thread-safe. */
final class TokenReader {

  private final String sql;
  private final List<Token> tokens;
  private int at;

  TokenReader(String sql) {
    this.sql = sql;
    try {
      this.tokens = Tokenizer.scan(sql);
    } catch (IllegalArgumentException e) {
      throw new DdlSyntaxException(e.getMessage());
    }
  }

  boolean atEnd() {
    return at >= tokens.size();
  }

  /** The token at hand; an empty symbol at the end. */
  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    boolean beyond = at + ahead >= tokens.size();
    return beyond
        ? new Token(Kind.SYMBOL, "\0", sql.length(), sql.length())
        : tokens.get(at + ahead);
  }

  Token next() {
    Token token = peek();
    if (atEnd()) {
      throw unexpected();
    }
    at++;
    return token;
  }

  boolean isNext(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).is(words[i])) {
        return false;
      }
    }
    return true;
  }

  /** Takes those words, when they are next. */
  boolean accept(String... words) {
    if (!isNext(words)) {
      return false;
    }
    at += words.length;
    return true;
  }

  boolean acceptAny(String... words) {
    for (String word : words) {
      if (accept(word)) {
        return true;
      }
    }
    return false;
  }

  boolean acceptSymbol(char symbol) {
    if (!peek().isSymbol(symbol)) {
      return false;
    }
    at++;
    return true;
  }

  void expect(String... words) {
    if (!accept(words)) {
      throw unexpected();
    }
  }

  void expectSymbol(char symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected();
    }
  }

  /** A name, with or without quotes. */
  String name() {
    if (!peek().isName()) {
      throw unexpected();
    }
    return next().text();
  }

  /** A text in quotes. */
  String text() {
    if (peek().kind() != Kind.TEXT) {
      throw unexpected();
    }
    return next().text();
  }

  long number() {
    if (peek().kind() != Kind.NUMBER) {
      throw unexpected();
    }
    return Long.parseLong(next().text());
  }

  /** The SQL within the parentheses that are next, without them. */
  String group() {
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
  String since(Token first) {
    return sql.substring(first.start(), tokens.get(at - 1).end());
  }

  DdlSyntaxException unexpected() {
    Token token = peek();
    String near =
        atEnd()
            ? "the end"
            : "'" + sql.substring(token.start(), Math.min(sql.length(), token.start() + 40)) + "'";
    return new DdlSyntaxException("cannot be read near " + near);
  }
}
