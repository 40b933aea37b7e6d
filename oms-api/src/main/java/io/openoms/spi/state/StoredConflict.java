package io.openoms.spi.state;

import io.openoms.ConflictRule;
import io.openoms.ObjectName;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * A row that both ends of an active-active project had changed, and what became of it. Its changes
 * at or before the first positions count no more; those behind them and at or before the last ones
 * have the row settled once more. Immutable.
 *
 * @param number its number within the project, ascending
 * @param source the table at the project's source
 * @param key the row's key, in canonical bytes
 * @param foundAt when it was found
 * @param winner whose row stays
 * @param sourceRow the row at the source, as JSON; empty when it was not there, or not read yet
 * @param sinkRow the row at the sink, likewise
 * @param sourceFrom a position of the source's log from before both rows were read
 * @param sinkFrom the same of the sink's log
 * @param sourceUpTo a position of the source's log from after the row was settled; empty until then
 * @param sinkUpTo the same of the sink's log
 */
public record StoredConflict(
    long number,
    ObjectName source,
    KeyTuple key,
    Instant foundAt,
    ConflictRule.Winner winner,
    Optional<String> sourceRow,
    Optional<String> sinkRow,
    Position sourceFrom,
    Position sinkFrom,
    Optional<Position> sourceUpTo,
    Optional<Position> sinkUpTo) {

  /** Whether the row is settled. */
  public boolean isSettled() {
    return sourceUpTo.isPresent() && sinkUpTo.isPresent();
  }
}
