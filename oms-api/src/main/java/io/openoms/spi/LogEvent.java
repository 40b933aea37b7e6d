package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.RowChange;
import java.time.Instant;
import java.util.List;

/** What a {@link ChangeReader} finds in a log, in the log's order. Immutable. */
public sealed interface LogEvent {

  /**
   * The beginning of a transaction that holds changes of captured tables. What follows up to {@link
   * Committed} belongs to it.
   *
   * @param id the transaction's name in the log, for {@link ChangeLog#includes} and for people
   */
  record Begun(String id) implements LogEvent {}

  /**
   * Changes of one table within the transaction at hand. A large transaction comes as many of them.
   *
   * @param table the table at the source
   * @param changes what happened, in order; each row has the columns of the {@link
   *     io.openoms.spi.data.CapturedTable}
   */
  record Changes(ObjectName table, List<RowChange> changes) implements LogEvent {

    public Changes {
      changes = List.copyOf(changes);
    }
  }

  /**
   * The end of a transaction that began with {@link Begun}. Transactions without changes of
   * captured tables are not told, but {@link ChangeReader#position()} moves on with them.
   *
   * @param id the name that it began with
   * @param committedAt when it was committed, by the source's clock
   */
  record Committed(String id, Instant committedAt) implements LogEvent {}

  /**
   * Nothing stands in the log behind what was told so far, or only what concerns no captured table.
   *
   * @param atEnd whether the source says that this is the log's end
   */
  record Idle(boolean atEnd) implements LogEvent {}
}
