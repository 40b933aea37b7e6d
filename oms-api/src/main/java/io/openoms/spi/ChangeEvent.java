package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.RowChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a {@link ChangeReader} finds in a log, in the log's order. Immutable. */
public sealed interface ChangeEvent {

  /**
   * The beginning of a transaction that holds changes of captured tables. What follows up to {@link
   * Committed} belongs to it.
   *
   * @param id the transaction's name in the log, for {@link ChangeLog#includes} and for people
   */
  record Begun(String id) implements ChangeEvent {}

  /**
   * Changes of one table within the transaction at hand. A large transaction comes as many of them.
   *
   * @param table the table at the source
   * @param changes what happened, in order; each row has the columns of the {@link
   *     io.openoms.spi.data.CapturedTable}
   * @param foreignKeys whether foreign keys were in force: a session can switch them off, and then
   *     its changes cascade to no other row
   */
  record Changes(ObjectName table, List<RowChange> changes, boolean foreignKeys)
      implements ChangeEvent {

    public Changes {
      changes = List.copyOf(changes);
    }

    /** Changes with foreign keys in force. */
    public Changes(ObjectName table, List<RowChange> changes) {
      this(table, changes, true);
    }

    /** Some of these changes, from one number to before another. */
    public Changes part(int from, int to) {
      return new Changes(table, changes.subList(from, to), foreignKeys);
    }
  }

  /**
   * The end of a transaction that began with {@link Begun}. Transactions without changes of
   * captured tables are not told, but {@link ChangeReader#position()} moves on with them.
   *
   * @param id the name that it began with
   * @param committedAt when it was committed, by the source's clock
   */
  record Committed(String id, Instant committedAt) implements ChangeEvent {}

  /**
   * Nothing stands in the log behind what was told so far, or only what concerns no captured table.
   *
   * @param atEnd whether the source says that this is the log's end
   * @param passed when the last transaction was committed that was read, also one that was not
   *     told, by the source's clock; empty before the first
   */
  record Idle(boolean atEnd, Optional<Instant> passed) implements ChangeEvent {}
}
