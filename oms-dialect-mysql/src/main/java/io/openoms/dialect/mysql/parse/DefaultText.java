package io.openoms.dialect.mysql.parse;

import io.openoms.dialect.mysql.sql.MySqlFamilyDialect;
import io.openoms.dialect.mysql.sql.Token;
import io.openoms.dialect.mysql.sql.Token.Kind;
import io.openoms.spi.data.DefaultValue;
import io.openoms.spi.type.SqlText;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads defaults as SQL writes them. The same default has the same form, whatever server shows it:
 * constants are literals, the present time is {@code CURRENT_TIMESTAMP}, any other expression is in
 * parentheses.
 */
public final class DefaultText {

  private DefaultText() {}

  /** A default as SQL; empty for NULL. */
  public static Optional<DefaultValue> of(String sql) {
    TokenReader reader = new TokenReader(sql);
    Optional<DefaultValue> value = read(reader);
    // What goes on is an expression: MariaDB shows those without parentheses.
    return reader.atEnd() ? value : Optional.of(MySqlFamilyDialect.expression("(" + sql + ")"));
  }

  /** The present time, in the one form of it; empty when the SQL is anything else. */
  public static Optional<SqlText> presentTime(String sql) {
    return of(sql)
        .filter(DefaultValue.Expression.class::isInstance)
        .map(value -> ((DefaultValue.Expression) value).sql());
  }

  static Optional<DefaultValue> read(TokenReader reader) {
    Token first = reader.peek();
    if (reader.accept("null")) {
      return Optional.empty();
    }
    if (first.kind() == Kind.TEXT) {
      return Optional.of(DefaultValue.literal(reader.text()));
    }
    if (reader.accept("true") || reader.accept("false")) {
      return Optional.of(DefaultValue.literal(first.is("true") ? "1" : "0"));
    }
    if (first.isSymbol('-') || first.isSymbol('+') || first.kind() == Kind.NUMBER) {
      return Optional.of(number(reader));
    }
    if (first.isSymbol('(')) {
      reader.group();
      return Optional.of(MySqlFamilyDialect.expression(reader.since(first)));
    }
    if (isPresentTime(first)) {
      return Optional.of(MySqlFamilyDialect.expression(presentTime(reader)));
    }
    return Optional.of(expression(reader));
  }

  private static DefaultValue number(TokenReader reader) {
    Token sign = reader.peek();
    boolean signed = reader.acceptSymbol('-') || reader.acceptSymbol('+');
    Token number = reader.next();
    if (number.kind() != Kind.NUMBER) {
      throw reader.unexpected();
    }
    String text = number.text();
    boolean bytes =
        text.length() > 1
            && !Character.isDigit(text.charAt(1))
            && text.charAt(1) != '.'
            && text.charAt(1) != 'e'
            && text.charAt(1) != 'E';
    if (bytes) {
      return MySqlFamilyDialect.expression(text);
    }
    return DefaultValue.literal(signed && sign.isSymbol('-') ? "-" + text : text);
  }

  private static boolean isPresentTime(Token token) {
    return token.is("current_timestamp")
        || token.is("now")
        || token.is("localtime")
        || token.is("localtimestamp");
  }

  static String presentTime(TokenReader reader) {
    if (!isPresentTime(reader.peek())) {
      throw reader.unexpected();
    }
    reader.next();
    String digits = reader.peek().isSymbol('(') ? reader.group() : "";
    return "CURRENT_TIMESTAMP" + (digits.isEmpty() || digits.equals("0") ? "" : "(" + digits + ")");
  }

  /** A function call, or a text led by its character set or kind. */
  private static DefaultValue expression(TokenReader reader) {
    Token first = reader.next();
    if (first.kind() != Kind.WORD) {
      throw reader.unexpected();
    }
    if (reader.peek().kind() == Kind.TEXT) {
      reader.text();
      String sql = reader.since(first);
      boolean bits = first.text().toLowerCase(Locale.ROOT).matches("[bx]");
      return MySqlFamilyDialect.expression(bits ? sql : "(" + sql + ")");
    }
    if (reader.peek().isSymbol('(')) {
      reader.group();
    }
    return MySqlFamilyDialect.expression("(" + reader.since(first) + ")");
  }
}
