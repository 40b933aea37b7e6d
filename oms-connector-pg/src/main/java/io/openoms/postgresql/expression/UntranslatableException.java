package io.openoms.postgresql.expression;

/** An expression, or a part of one, that may mean something else to another product. */
final class UntranslatableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UntranslatableException() {
    super("the expression is not translated", null, false, false);
  }
}
