package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link ChangeReader} emits, in the log's order. All changes, of rows and of definitions,
 * come between a {@link Begun} and its {@link Committed}. Immutable.
 */
public sealed interface ChangeEvent {

  /**
   * The beginning of a transaction that changes captured tables. The events up to {@link Committed}
   * belong to it.
   *
   * @param id the transaction's name in the log, for {@link ChangeLog#includes} and for people
   */
  record Begun(String id) implements ChangeEvent {}

  /**
   * Changes of one table within the current transaction. A large transaction comes as many of them.
   *
   * @param table the table at the source
   * @param version the version of the definition that decoded these changes, as in {@link
   *     io.openoms.spi.data.CapturedTable}; one for all of them
   * @param changes the changes, in order; each row has the columns of the {@link
   *     io.openoms.spi.data.CapturedTable}
   * @param foreignKeys whether foreign keys were in force: a session can switch them off, and then
   *     its changes cascade to no other row
   */
  record Changes(ObjectName table, long version, List<RowChange> changes, boolean foreignKeys)
      implements ChangeEvent {

    public Changes {
      changes = List.copyOf(changes);
    }

    /** Changes with foreign keys in force. */
    public Changes(ObjectName table, long version, List<RowChange> changes) {
      this(table, version, changes, true);
    }

    /** Some of these changes, from one number to before another. */
    public Changes part(int from, int to) {
      return new Changes(table, version, changes.subList(from, to), foreignKeys);
    }
  }

  /**
   * Definitions of captured tables change, or may change, within the current transaction. A reader
   * emits it before the first change of rows under the new definitions. The engine decides what
   * happens; the reader only reports what its log holds:
   *
   * <ul>
   *   <li>a binary log: the statement and its default database; the tables that it may concern,
   *       with {@link ChangedObject.Kind#UNKNOWN} and without a new definition;
   *   <li>PostgreSQL: no statement; the columns of the new definition, from the relation message
   *       that precedes the next change of rows, so perhaps several transactions after the DDL;
   *   <li>TiCDC: the statement and both whole definitions;
   *   <li>a journal that triggers write: what the journal's row holds.
   * </ul>
   *
   * <p>A reader that goes on under the new definition by itself gives the changes that follow the
   * next version, one higher. Any other reader goes on by the definitions of its request and
   * refuses changes that do not fit them: the engine then opens a reader with the new definitions
   * after this transaction.
   *
   * @param position a reader that begins here emits this event again: the end of the last
   *     transaction before this one. The new definitions hold from {@link ChangeReader#position()}
   *     after this transaction's {@link Committed}
   * @param objects the captured tables that are concerned, at least one
   * @param statement the statement, where the log holds it
   * @param at when the statement was executed, by the source's clock
   */
  record SchemaChanged(
      Position position, List<ChangedObject> objects, Optional<DdlStatement> statement, Instant at)
      implements ChangeEvent {

    public SchemaChanged {
      objects = List.copyOf(objects);
      if (objects.isEmpty()) {
        throw new IllegalArgumentException("a change of definitions concerns no object");
      }
    }
  }

  /**
   * The end of a transaction that began with {@link Begun}. Transactions that change no captured
   * table are not emitted, but {@link ChangeReader#position()} advances past them.
   *
   * @param id the name that it began with
   * @param committedAt when it was committed, by the source's clock
   */
  record Committed(String id, Instant committedAt) implements ChangeEvent {}

  /**
   * The log holds nothing after the last event, or only what concerns no captured table.
   *
   * @param atEnd whether the source says that this is the log's end
   * @param passed when the last transaction that was read was committed, also one that was not
   *     emitted, by the source's clock; empty before the first
   */
  record Idle(boolean atEnd, Optional<Instant> passed) implements ChangeEvent {}
}
