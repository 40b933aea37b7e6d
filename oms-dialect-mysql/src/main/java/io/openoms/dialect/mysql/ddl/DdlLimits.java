package io.openoms.dialect.mysql.ddl;

/**
 * The limits of a product's definitions, for servers that can only be asked by a CREATE statement.
 * Immutable.
 *
 * @param rowBytes bytes of a row without its large texts; 0 for a server that is asked
 * @param indexBytes bytes of a column in an index; 0 for a server that is asked
 * @param lacksExpressionIndexes whether no index is over an expression
 * @param lacksUnenforcedChecks whether it holds rows to each CHECK
 * @param lacksRestOfList whether no partition takes the values that no other one takes
 */
public record DdlLimits(
    int rowBytes,
    int indexBytes,
    boolean lacksExpressionIndexes,
    boolean lacksUnenforcedChecks,
    boolean lacksRestOfList) {

  /** A server that tells what it cannot hold. */
  public static DdlLimits asked() {
    return new DdlLimits(0, 0, false, false, false);
  }

  /** Whether the server tells itself. */
  boolean isAsked() {
    return rowBytes == 0;
  }
}
