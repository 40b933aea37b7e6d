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
 */
public record SpoolRecord(
    List<ChangeEvent> events,
    int changes,
    int transactions,
    int weight,
    Optional<Position> end,
    Instant upTo) {

  public SpoolRecord {
    events = List.copyOf(events);
  }
}
