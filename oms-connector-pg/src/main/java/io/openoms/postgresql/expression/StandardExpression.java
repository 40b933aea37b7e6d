package io.openoms.postgresql.expression;

import io.openoms.postgresql.expression.ExpressionTokens.Token;
import io.openoms.postgresql.expression.Term.Kind;
import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Translates an expression as the server shows it, with a cast at each constant and parentheses
 * around each operator, into the core of standard SQL. What may give another value elsewhere is not
 * translated and keeps its language: divisions, texts that are sorted, functions beside a few. One
 * use.
 */
public final class StandardExpression {

  /** A value that other products do not hold to be a condition by itself. */
  private static final Pattern BARE =
      Pattern.compile(
          "\\(*(\"([^\"]|\"\")*\"(\\.\"([^\"]|\"\")*\")?|TRUE|FALSE|CASE .* END|COALESCE\\([^()]*\\))\\)*");

  private final ExpressionTokens tokens;
  private final Scope scope;
  private final Operators operators;

  /**
   * An expression that stands next in some tokens.
   *
   * @param isExact whether its value must be the same to the last digit, and blanks at the end of
   *     texts count
   */
  StandardExpression(ExpressionTokens tokens, Scope scope, boolean isExact) {
    this.tokens = tokens;
    this.scope = scope;
    this.operators = new Operators(isExact);
  }

  /** A condition on a row's columns: it may let a row pass that differs in blanks at an end. */
  public static SqlText condition(String expression, List<ColumnDefinition> columns) {
    return translated(expression, columns, false);
  }

  /** A value computed from a row's columns, which must be the same to the last digit. */
  public static SqlText value(String expression, List<ColumnDefinition> columns) {
    return translated(expression, columns, true);
  }

  private static SqlText translated(
      String expression, List<ColumnDefinition> columns, boolean isExact) {
    try {
      ExpressionTokens tokens = new ExpressionTokens(expression);
      StandardExpression translation = new StandardExpression(tokens, Scope.of(columns), isExact);
      Term whole = isExact ? translation.value() : translation.condition();
      if (tokens.peek().kind() != ExpressionTokens.Kind.END) {
        throw new UntranslatableException();
      }
      return new SqlText(Dialect.STANDARD, whole.sql());
    } catch (UntranslatableException e) {
      return PostgreSqlDialect.text(expression);
    }
  }

  /**
   * A value.
   *
   * @throws UntranslatableException when it may give another value elsewhere
   */
  Term value() {
    return either();
  }

  /**
   * A condition that every product holds to be one.
   *
   * @throws UntranslatableException when it may give another value elsewhere
   */
  Term condition() {
    Term whole = either();
    if (BARE.matcher(whole.sql()).matches()) {
      throw new UntranslatableException();
    }
    return whole;
  }

  /**
   * The same; a value that other products do not hold to be a condition is compared.
   *
   * @throws UntranslatableException when it may give another value elsewhere
   */
  Term filter() {
    Term whole = operators.truth(either());
    return BARE.matcher(whole.sql()).matches()
        ? Term.of(whole.sql() + " = TRUE", Kind.TRUTH)
        : whole;
  }

  private Term either() {
    Term left = both();
    while (tokens.take("or")) {
      left = operators.logic(left, "OR", both());
    }
    return left;
  }

  private Term both() {
    Term left = negated();
    while (tokens.take("and")) {
      left = operators.logic(left, "AND", negated());
    }
    return left;
  }

  private Term negated() {
    return tokens.take("not") ? operators.not(negated()) : predicate();
  }

  private Term predicate() {
    Term left = sum();
    Token next = tokens.peek();
    if (tokens.take("is")) {
      String not = tokens.take("not") ? "NOT " : "";
      tokens.require("null");
      return Term.of(left.sql() + " IS " + not + "NULL", Kind.TRUTH);
    } else if (tokens.take("~~") || tokens.take("!~~")) {
      return operators.like(left, next.is("!~~"), sum());
    } else if (next.kind() == ExpressionTokens.Kind.SYMBOL && Operators.compares(next.text())) {
      tokens.next();
      return tokens.take("any")
          ? operators.in(left, next.text(), list())
          : operators.compared(left, next.text(), sum());
    }
    return left;
  }

  /** {@code ANY (ARRAY['a'::text, 'b'::text])}, with casts around it. */
  private List<Term> list() {
    tokens.require("(");
    List<Term> members;
    if (tokens.take("array")) {
      tokens.require("[");
      members = new ArrayList<>();
      do {
        members.add(sum());
      } while (tokens.take(","));
      tokens.require("]");
    } else {
      members = list();
    }
    if (tokens.take("::")) {
      CastType.read(tokens);
      tokens.require("[");
      tokens.require("]");
    }
    tokens.require(")");
    return tokens.take("::") ? arrayCast(members) : members;
  }

  private List<Term> arrayCast(List<Term> members) {
    CastType.read(tokens);
    tokens.require("[");
    tokens.require("]");
    return members;
  }

  private Term sum() {
    Term left = product();
    while (true) {
      if (tokens.take("+")) {
        left = operators.arithmetic(left, "+", product());
      } else if (tokens.take("-")) {
        left = operators.arithmetic(left, "-", product());
      } else if (tokens.take("||")) {
        left = operators.joined(left, product());
      } else {
        return left;
      }
    }
  }

  private Term product() {
    Term left = signed();
    while (true) {
      if (tokens.take("*")) {
        left = operators.arithmetic(left, "*", signed());
      } else if (tokens.take("%")) {
        left = operators.remainder(left, signed());
      } else {
        return left;
      }
    }
  }

  private Term signed() {
    boolean isNegative = tokens.take("-");
    return isNegative ? operators.negative(cast()) : cast();
  }

  private Term cast() {
    Term value = primary();
    while (tokens.take("::")) {
      value = CastType.read(tokens).of(value);
    }
    return value;
  }

  private Term primary() {
    Token token = tokens.next();
    return switch (token.kind()) {
      case NUMBER -> Term.number(token.text());
      case TEXT -> Term.constant(Operators.text(token.text()), Kind.TEXT);
      case NAME -> column(token.text());
      case WORD -> tokens.peek().is(".") ? column(token.text()) : word(token.text());
      case SYMBOL -> enclosed(token);
      case END -> throw new UntranslatableException();
    };
  }

  private Term enclosed(Token open) {
    if (!open.is("(")) {
      throw new UntranslatableException();
    }
    Term within = either();
    tokens.require(")");
    return within.isConstant() ? within : within.enclosed();
  }

  private Term word(String word) {
    return switch (word) {
      case "true", "false" -> Term.constant(word.toUpperCase(Locale.ROOT), Kind.TRUTH);
      case "null" -> Term.constant("NULL", Kind.NULL);
      case "case" -> choice();
      case "coalesce" -> operators.coalesced(arguments());
      case "length", "char_length" -> tokens.peek().is("(") ? length() : column(word);
      case "abs" -> tokens.peek().is("(") ? operators.absolute(arguments()) : column(word);
      default -> column(word);
    };
  }

  private Term length() {
    return operators.length(arguments());
  }

  private List<Term> arguments() {
    tokens.require("(");
    List<Term> arguments = new ArrayList<>();
    do {
      arguments.add(either());
    } while (tokens.take(","));
    tokens.require(")");
    return arguments;
  }

  private Term choice() {
    StringBuilder sql = new StringBuilder("CASE");
    Term value = Term.constant("NULL", Kind.NULL);
    while (tokens.take("when")) {
      Term condition = operators.truth(either());
      tokens.require("then");
      Term chosen = either();
      value = operators.common(value, chosen);
      sql.append(" WHEN ").append(condition.sql()).append(" THEN ").append(chosen.sql());
    }
    if (tokens.take("else")) {
      Term chosen = either();
      value = operators.common(value, chosen);
      sql.append(" ELSE ").append(chosen.sql());
    }
    tokens.require("end");
    return new Term(sql.append(" END").toString(), value.kind(), value.scale(), false);
  }

  private Term column(String name) {
    return tokens.take(".") ? scope.column(name, tokens.name()) : scope.column("", name);
  }
}
