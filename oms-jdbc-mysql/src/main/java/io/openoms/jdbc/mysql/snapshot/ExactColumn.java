package io.openoms.jdbc.mysql.snapshot;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.spi.data.ColumnDefinition;

/** The expression that reads a column without losing any of its value. Stateless. */
public final class ExactColumn {

  private ExactColumn() {}

  /** In SQL. */
  public static String of(ColumnDefinition column) {
    String name = Identifiers.quote(column.name());
    return switch (column.type().kind()) {
      // FLOAT is shown with six digits, DOUBLE(10,2) with two after the point; as a plain double
      // they are shown exactly, and keep the sign of -0.
      case FLOAT -> "(" + name + " * 1e0)";
      case DOUBLE -> column.type().nativeText().contains("(") ? "(" + name + " * 1e0)" : name;
      // An invalid label and an empty one look alike, and + 0 makes a SET of 64 negative.
      case ENUM, SET -> "CAST(" + name + " AS UNSIGNED)";
      default -> name;
    };
  }
}
