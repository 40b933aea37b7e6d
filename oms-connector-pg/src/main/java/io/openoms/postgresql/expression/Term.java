package io.openoms.postgresql.expression;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.type.ColumnType;

/**
 * A part of an expression in standard SQL, and what kind of value it has. Immutable.
 *
 * @param scale digits behind the point, of a number
 * @param isConstant whether it is a constant, which has the kind of what it is compared with
 */
record Term(String sql, Kind kind, int scale, boolean isConstant) {

  /** The values that mean the same everywhere. */
  enum Kind {
    WHOLE,
    DECIMAL,
    DOUBLE,
    TEXT,
    LABEL,
    UUID,
    TRUTH,
    DAY,
    MOMENT,
    NULL;

    boolean isNumber() {
      return this == WHOLE || this == DECIMAL;
    }

    /** Whether greater and smaller mean the same everywhere; collations decide it for texts. */
    boolean isOrdered() {
      return isNumber() || this == DOUBLE || this == DAY || this == MOMENT;
    }
  }

  static Term of(String sql, Kind kind) {
    return new Term(sql, kind, 0, false);
  }

  static Term constant(String sql, Kind kind) {
    return new Term(sql, kind, 0, true);
  }

  static Term number(String digits) {
    int point = digits.indexOf('.');
    return point < 0
        ? constant(digits, Kind.WHOLE)
        : new Term(digits, Kind.DECIMAL, digits.length() - point - 1, true);
  }

  /** A column that is stored. */
  static Term column(ColumnDefinition column) {
    ColumnType type = column.type().neutral();
    String name = quoted(column.name());
    if (type instanceof ColumnType.Decimal decimal) {
      return new Term(name, Kind.DECIMAL, decimal.scale(), false);
    }
    return of(name, kind(column.type().nativeText(), type));
  }

  /** By the server's own type: several that it prints as texts are none. */
  private static Kind kind(String own, ColumnType type) {
    if (type instanceof ColumnType.Whole) {
      return Kind.WHOLE;
    } else if (type instanceof ColumnType.Floating floating && floating.bits() == 64) {
      return Kind.DOUBLE;
    } else if (type instanceof ColumnType.Truth) {
      return Kind.TRUTH;
    } else if (type instanceof ColumnType.Labels) {
      return Kind.LABEL;
    } else if (type instanceof ColumnType.Uuid) {
      return Kind.UUID;
    } else if (type instanceof ColumnType.Day) {
      return Kind.DAY;
    } else if (own.startsWith("timestamp") && own.endsWith("without time zone")) {
      return Kind.MOMENT;
    } else if (own.equals("text") || own.startsWith("character varying")) {
      return Kind.TEXT;
    }
    throw new UntranslatableException();
  }

  /** The same column with its relation before it. */
  Term of(String relation) {
    return new Term(quoted(relation) + "." + sql, kind, scale, isConstant);
  }

  /** A name in standard SQL. */
  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** The same value in parentheses. */
  Term enclosed() {
    return new Term("(" + sql + ")", kind, scale, isConstant);
  }
}
