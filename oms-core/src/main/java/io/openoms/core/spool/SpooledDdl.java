package io.openoms.core.spool;

import io.openoms.ObjectName;
import io.openoms.spi.data.DdlStatement;
import java.time.Instant;
import java.util.List;

/**
 * A change of definitions at its place among the changes of rows. It stands in a record of its own:
 * everything before it is applied first, and nothing behind it before it is done. Immutable.
 *
 * @param transaction its transaction's name
 * @param statement the statement that made it, or the caller's own that stands for it
 * @param at when it was made, by the source's clock
 * @param tables the tables that it changes, at least one
 */
public record SpooledDdl(
    String transaction, DdlStatement statement, Instant at, List<Changed> tables) {

  public SpooledDdl {
    tables = List.copyOf(tables);
  }

  /**
   * A table that changes.
   *
   * @param source its name at the source
   * @param before the version of its definition before
   * @param after the version after; the same where only its rows are removed, or it is dropped
   */
  public record Changed(ObjectName source, long before, long after) {

    /** Whether it has no other definition then: its rows are removed, or it is dropped. */
    public boolean keepsDefinition() {
      return before == after;
    }
  }
}
