package io.openoms;

import java.util.Optional;

/**
 * What becomes, at the sink, of a statement at which following stopped. The definition by which
 * later changes are read is the source's in either case. Immutable.
 *
 * @param replacement the statement that the sink executes in its place; empty for none
 */
public record StatementDecision(Optional<String> replacement) {

  /** Nothing is executed at the sink. */
  public static StatementDecision skip() {
    return new StatementDecision(Optional.empty());
  }

  /**
   * Another statement is executed at the sink in its place, once.
   *
   * @param sql an ALTER TABLE, CREATE INDEX or DROP INDEX of the one table at the sink, with the
   *     database in its name
   */
  public static StatementDecision replace(String sql) {
    return new StatementDecision(Optional.of(sql));
  }
}
