package io.openoms.postgresql.expression;

import io.openoms.postgresql.expression.Term.Kind;
import java.util.regex.Pattern;

/**
 * The type of a cast. It is translated where the value stays the same; what rounds, cuts or prints
 * a value is not. Immutable.
 *
 * @param name the type in lower case, without its limits
 */
record CastType(String name) {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern MOMENT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?");

  /** Reads a type; one with limits is not translated, and neither is one of another schema. */
  static CastType read(ExpressionTokens tokens) {
    StringBuilder name = new StringBuilder();
    while (tokens.peek().kind() == ExpressionTokens.Kind.WORD && continues(name, tokens)) {
      name.append(name.isEmpty() ? "" : " ").append(tokens.next().text());
    }
    if (tokens.take(".")) {
      // A label of an enum: its type stands behind a schema.
      tokens.next();
      return new CastType("label");
    }
    if (name.isEmpty() || tokens.peek().is("(")) {
      throw new UntranslatableException();
    }
    return new CastType(name.toString());
  }

  private static boolean continues(StringBuilder name, ExpressionTokens tokens) {
    String next = tokens.peek().text();
    return switch (name.toString()) {
      case "" -> true;
      case "double" -> next.equals("precision");
      case "character" -> next.equals("varying");
      case "timestamp" -> next.equals("without") || next.equals("with");
      case "timestamp without", "timestamp with" -> next.equals("time");
      case "timestamp without time", "timestamp with time" -> next.equals("zone");
      default -> false;
    };
  }

  /** The value with that type. */
  Term of(Term value) {
    return value.kind() == Kind.NULL ? value : typed(value);
  }

  private Term typed(Term value) {
    return switch (name) {
      case "text", "character varying" -> kept(value, value.kind() == Kind.TEXT);
      case "smallint", "integer", "bigint" -> whole(value);
      case "numeric" -> numeric(value);
      case "double precision" -> floating(value);
      case "label" -> kept(value, value.isConstant() && value.kind() == Kind.TEXT);
      case "date" -> literal(value, DAY, "DATE ", Kind.DAY);
      case "timestamp without time zone" -> literal(value, MOMENT, "TIMESTAMP ", Kind.MOMENT);
      case "boolean" -> kept(value, value.kind() == Kind.TRUTH);
      default -> throw new UntranslatableException();
    };
  }

  private static Term kept(Term value, boolean isSame) {
    if (!isSame) {
      throw new UntranslatableException();
    }
    return value;
  }

  private static Term whole(Term value) {
    return value.kind() == Kind.TEXT
        ? constant(value, Kind.WHOLE)
        : kept(value, is(value, Kind.WHOLE));
  }

  private static Term numeric(Term value) {
    return value.kind() == Kind.TEXT
        ? constant(value, Kind.DECIMAL)
        : kept(value, value.kind().isNumber());
  }

  private static Term floating(Term value) {
    return is(value, Kind.DOUBLE)
        ? value
        : Term.constant(constant(value, Kind.DECIMAL).sql(), Kind.DOUBLE);
  }

  private static boolean is(Term value, Kind kind) {
    return value.kind() == kind;
  }

  /** A number, also one that is shown as a text. */
  private static Term constant(Term value, Kind most) {
    String digits = value.kind() == Kind.TEXT ? unquoted(value) : value.sql();
    if (!value.isConstant() || !NUMBER.matcher(digits).matches()) {
      throw new UntranslatableException();
    }
    Term number = Term.number(digits);
    return kept(number, most == Kind.DECIMAL || number.kind() == Kind.WHOLE);
  }

  private static Term literal(Term value, Pattern form, String word, Kind kind) {
    boolean isSame = value.isConstant() && value.kind() == Kind.TEXT;
    if (!isSame || !form.matcher(unquoted(value)).matches()) {
      throw new UntranslatableException();
    }
    return Term.constant(word + value.sql(), kind);
  }

  private static String unquoted(Term text) {
    return text.sql().substring(1, text.sql().length() - 1);
  }
}
