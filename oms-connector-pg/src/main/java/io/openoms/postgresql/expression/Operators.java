package io.openoms.postgresql.expression;

import io.openoms.postgresql.expression.Term.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Operators and functions that give the same value everywhere, or do so but for blanks at the end
 * of texts, which other products hold equal. Immutable.
 *
 * @param isExact whether blanks at the end count
 */
record Operators(boolean isExact) {

  /** A decimal number with more of them is rounded elsewhere. */
  private static final int MOST_DECIMALS = 30;

  private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", ">", "<=", ">=");

  static boolean compares(String operator) {
    return COMPARISONS.contains(operator);
  }

  /** A text as a constant. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  Term truth(Term value) {
    return require(value, value.kind() == Kind.TRUTH);
  }

  Term logic(Term left, String word, Term right) {
    return Term.of(truth(left).sql() + " " + word + " " + truth(right).sql(), Kind.TRUTH);
  }

  Term not(Term value) {
    return Term.of("NOT " + truth(value).sql(), Kind.TRUTH);
  }

  Term compared(Term left, String operator, Term right) {
    Kind kind = common(left, right).kind();
    if (kind == Kind.TEXT && operator.equals("<>") && right.sql().equals("''")) {
      return Term.of("CHAR_LENGTH(" + left.sql() + ") <> 0", Kind.TRUTH);
    }
    boolean isEquality = operator.equals("=") || (operator.equals("<>") && kind != Kind.TEXT);
    boolean isSame =
        kind.isOrdered()
            || (isEquality && (kind == Kind.TRUTH || kind == Kind.LABEL || kind == Kind.UUID))
            || (isEquality && kind == Kind.TEXT && !isExact);
    return require(Term.of(left.sql() + " " + operator + " " + right.sql(), Kind.TRUTH), isSame);
  }

  Term in(Term left, String operator, List<Term> members) {
    members.forEach(member -> compared(left, operator, require(member, member.isConstant())));
    String list = members.stream().map(Term::sql).collect(Collectors.joining(", ", "(", ")"));
    return require(Term.of(left.sql() + " IN " + list, Kind.TRUTH), operator.equals("="));
  }

  /** A backslash in a pattern stands for the letter behind it, everywhere. */
  Term like(Term left, boolean isNegated, Term pattern) {
    require(left, left.kind() == Kind.TEXT);
    require(pattern, pattern.kind() == Kind.TEXT && pattern.isConstant());
    return Term.of(left.sql() + (isNegated ? " NOT LIKE " : " LIKE ") + pattern.sql(), Kind.TRUTH);
  }

  Term arithmetic(Term left, String operator, Term right) {
    require(left, left.kind().isNumber() && right.kind().isNumber());
    int scale =
        operator.equals("*") ? left.scale() + right.scale() : Math.max(left.scale(), right.scale());
    Kind kind = left.kind() == right.kind() ? left.kind() : Kind.DECIMAL;
    return require(
        new Term(left.sql() + " " + operator + " " + right.sql(), kind, scale, false),
        scale <= MOST_DECIMALS);
  }

  Term remainder(Term left, Term right) {
    require(left, left.kind() == Kind.WHOLE && right.kind() == Kind.WHOLE);
    return Term.of("MOD(" + left.sql() + ", " + right.sql() + ")", Kind.WHOLE);
  }

  Term negative(Term value) {
    require(value, value.kind().isNumber() || value.kind() == Kind.DOUBLE);
    return new Term("-" + value.sql(), value.kind(), value.scale(), value.isConstant());
  }

  /** Both are NULL where a part is. */
  Term joined(Term left, Term right) {
    require(left, left.kind() == Kind.TEXT && right.kind() == Kind.TEXT);
    return Term.of("CONCAT(" + left.sql() + ", " + right.sql() + ")", Kind.TEXT);
  }

  Term length(List<Term> arguments) {
    Term text = single(arguments);
    return Term.of(
        "CHAR_LENGTH(" + require(text, text.kind() == Kind.TEXT).sql() + ")", Kind.WHOLE);
  }

  Term absolute(List<Term> arguments) {
    Term number = require(single(arguments), single(arguments).kind().isNumber());
    return new Term("ABS(" + number.sql() + ")", number.kind(), number.scale(), false);
  }

  private static Term single(List<Term> arguments) {
    return require(arguments.get(0), arguments.size() == 1);
  }

  Term coalesced(List<Term> arguments) {
    Term first = arguments.stream().reduce(this::common).orElseThrow();
    return new Term(
        arguments.stream().map(Term::sql).collect(Collectors.joining(", ", "COALESCE(", ")")),
        first.kind(),
        first.scale(),
        false);
  }

  /** What two values are together, of which one is given. */
  Term common(Term left, Term right) {
    if (left.kind() == Kind.NULL || left.kind() == right.kind()) {
      return left.scale() > right.scale() ? left : right;
    }
    boolean numbers = left.kind().isNumber() && right.kind().isNumber();
    boolean isOther =
        right.kind() == Kind.NULL || (right.isConstant() && left.kind() == Kind.LABEL);
    if (numbers) {
      return left.kind() == Kind.DECIMAL ? left : right;
    }
    return require(left, isOther && (right.kind() == Kind.NULL || right.kind() == Kind.TEXT));
  }

  private static Term require(Term value, boolean isSame) {
    if (!isSame) {
      throw new UntranslatableException();
    }
    return value;
  }
}
