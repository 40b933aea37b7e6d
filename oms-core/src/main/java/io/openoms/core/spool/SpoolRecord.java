package io.openoms.core.spool;

import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of the source's log. One that begins within a transaction has its {@link
 * ChangeEvent.Begun} again as its first event. Immutable.
 *
 * @param events what was told, in order
 * @param changes changes of rows among the events
 * @param transactions transactions that end among the events
 * @param weight bytes of memory of the events, roughly
 * @param end the log's position behind the last event; empty when that is within a transaction
 * @param upTo by this machine's clock: what was committed until then is told with this record
 * @param ddl the change of definitions that is all of this record; empty in records of rows
 */
public record SpoolRecord(
    List<ChangeEvent> events,
    int changes,
    int transactions,
    int weight,
    Optional<Position> end,
    Instant upTo,
    Optional<SpooledDdl> ddl) {

  public SpoolRecord {
    events = List.copyOf(events);
  }

  /** A record of changes of rows. */
  public SpoolRecord(
      List<ChangeEvent> events,
      int changes,
      int transactions,
      int weight,
      Optional<Position> end,
      Instant upTo) {
    this(events, changes, transactions, weight, end, upTo, Optional.empty());
  }

  /**
   * A record of a change of definitions.
   *
   * @param end the log's position behind it
   */
  public static SpoolRecord of(SpooledDdl ddl, Position end, Instant upTo) {
    int weight = 256 + ddl.statement().text().length();
    return new SpoolRecord(List.of(), 0, 1, weight, Optional.of(end), upTo, Optional.of(ddl));
  }

  /** The same without its events. */
  public SpoolRecord withoutEvents() {
    return new SpoolRecord(List.of(), changes, transactions, weight, end, upTo, ddl);
  }
}
