package io.openoms.postgresql.expression;

import io.openoms.ObjectName;
import io.openoms.postgresql.expression.ExpressionTokens.Token;
import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.type.Dialect;
import io.openoms.spi.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Translates a view's query as the server shows it: columns and expressions of tables and views
 * that are joined, and a condition. Groups, sorted and limited rows, unions, subqueries and
 * functions beside a few are not translated, and keep their language. Blanks at the end of a text
 * do not count in conditions, as in CHECKs. One use.
 */
public final class StandardView {

  private static final Set<String> BEHIND_RELATION =
      Set.of("join", "left", "right", "cross", "full", "inner", "natural", "on", "where", "using");

  private final ExpressionTokens tokens;
  private final ViewScope scope;

  private StandardView(ExpressionTokens tokens, ViewScope scope) {
    this.tokens = tokens;
    this.scope = scope;
  }

  /**
   * The tables and views that a query seems to name after FROM, JOIN and commas, each with its
   * schema; empty when it cannot be read.
   */
  public static List<ObjectName> named(String query) {
    List<ObjectName> names = new ArrayList<>();
    try {
      ExpressionTokens tokens = tokens(query);
      for (Token token = tokens.next();
          token.kind() != ExpressionTokens.Kind.END;
          token = tokens.next()) {
        if (token.is("from") || token.is("join") || token.is(",")) {
          name(tokens, names);
        }
      }
    } catch (UntranslatableException e) {
      return List.of();
    }
    return names.stream().distinct().toList();
  }

  private static void name(ExpressionTokens tokens, List<ObjectName> names) {
    int before = tokens.taken();
    while (tokens.take("(") || tokens.take("only")) {
      // The name comes behind them.
    }
    try {
      String schema = tokens.name();
      if (tokens.take(".")) {
        names.add(new ObjectName(schema, tokens.name()));
      }
    } catch (UntranslatableException e) {
      // No name: a constant, or a subquery.
    }
    tokens.back(before);
  }

  private static ExpressionTokens tokens(String query) {
    String text = query.strip();
    return new ExpressionTokens(text.endsWith(";") ? text.substring(0, text.length() - 1) : text);
  }

  /**
   * A query in standard SQL, or in its own language.
   *
   * @param known the columns of the tables and views that it may read; another one is not
   *     translated
   */
  public static SqlText of(String query, Map<ObjectName, List<ColumnDefinition>> known) {
    try {
      StandardView view = new StandardView(tokens(query), new ViewScope(known));
      return new SqlText(Dialect.STANDARD, view.query());
    } catch (UntranslatableException e) {
      return PostgreSqlDialect.text(query);
    }
  }

  /** What follows FROM says what the columns before it are. */
  private String query() {
    tokens.require("select");
    int list = tokens.taken();
    skipList();
    String from = from();
    String where = tokens.take("where") ? " WHERE " + condition() : "";
    if (tokens.peek().kind() != ExpressionTokens.Kind.END) {
      throw new UntranslatableException();
    }
    tokens.back(list);
    return "SELECT " + list() + " FROM " + from + where;
  }

  private void skipList() {
    while (!tokens.take("from")) {
      if (tokens.next().kind() == ExpressionTokens.Kind.END) {
        throw new UntranslatableException();
      }
    }
  }

  private String list() {
    List<String> columns = new ArrayList<>();
    do {
      columns.add(column());
      if (tokens.take("as")) {
        tokens.name();
      }
    } while (tokens.take(","));
    tokens.require("from");
    return String.join(", ", columns);
  }

  /** The names that the view's columns have are told apart from its query. */
  private String column() {
    int before = tokens.taken();
    if (tokens.peek().kind() == ExpressionTokens.Kind.NAME
        || tokens.peek().kind() == ExpressionTokens.Kind.WORD) {
      String first = tokens.name();
      String second = tokens.take(".") ? tokens.name() : "";
      if (tokens.peek().is("as") || tokens.peek().is(",") || tokens.peek().is("from")) {
        boolean isQualified = !second.isEmpty();
        return scope.plain(isQualified ? first : "", isQualified ? second : first);
      }
    }
    tokens.back(before);
    return new StandardExpression(tokens, scope, true).value().sql();
  }

  private String from() {
    StringBuilder from = new StringBuilder(joined());
    while (tokens.take(",")) {
      from.append(" CROSS JOIN ").append(joined());
    }
    return from.toString();
  }

  private String joined() {
    StringBuilder sql = new StringBuilder(operand());
    while (true) {
      String kind = join();
      if (kind.isEmpty()) {
        return sql.toString();
      }
      sql.append(kind).append(operand());
      if (!kind.equals(" CROSS JOIN ")) {
        tokens.require("on");
        sql.append(" ON ").append(condition());
      }
    }
  }

  private String join() {
    if (tokens.take("join")) {
      return " JOIN ";
    }
    for (String kind : List.of("left", "right", "cross")) {
      if (tokens.take(kind)) {
        tokens.require("join");
        return " " + kind.toUpperCase(Locale.ROOT) + " JOIN ";
      }
    }
    return "";
  }

  private String operand() {
    if (tokens.take("(")) {
      String within = joined();
      tokens.require(")");
      return "(" + within + ")";
    }
    return relation();
  }

  private String relation() {
    ObjectName table = new ObjectName(tokens.name(), after("."));
    Token next = tokens.peek();
    boolean isNamed =
        next.kind() == ExpressionTokens.Kind.NAME
            || (next.kind() == ExpressionTokens.Kind.WORD
                && !BEHIND_RELATION.contains(next.text()));
    String name = isNamed ? tokens.name() : table.name();
    scope.add(table, name);
    return Term.quoted(table.database())
        + "."
        + Term.quoted(table.name())
        + " AS "
        + Term.quoted(name);
  }

  private String after(String symbol) {
    tokens.require(symbol);
    return tokens.name();
  }

  private String condition() {
    return "(" + new StandardExpression(tokens, scope, false).filter().sql() + ")";
  }
}
