package io.openoms.postgresql.log.reader;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.message.LogMessage;
import io.openoms.postgresql.log.position.LogPosition;
import io.openoms.postgresql.log.position.Lsn;
import io.openoms.postgresql.log.row.CapturedRelations;
import io.openoms.postgresql.log.row.CapturedRelations.Decoded;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.RowChange;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes events out of messages, transaction by transaction. A transaction whose commit is before
 * the position at which reading began is left out as a whole. One thread.
 */
final class TransactionEvents {

  private final CapturedRelations relations;
  private final int batchBytes;
  private final Deque<ChangeEvent> ready = new ArrayDeque<>();
  private final List<RowChange> changes = new ArrayList<>();
  private LogPosition reached;
  private LogMessage.@Nullable Begin open;
  private LogMessage.@Nullable Commit ended;
  private @Nullable ObjectName table;
  private long version;
  private int bytes;
  private boolean isBegun;
  private boolean isChanged;
  private Optional<Instant> passed = Optional.empty();

  TransactionEvents(CapturedRelations relations, LogPosition start, int batchBytes) {
    this.relations = relations;
    this.reached = start;
    this.batchBytes = batchBytes;
  }

  /** After the last transaction that was given out, or that concerns no captured table. */
  LogPosition reached() {
    return reached;
  }

  /** The rows that were skipped since the last call, by their table's name. */
  Map<ObjectName, Long> takeSkipped() {
    return relations.takeSkipped();
  }

  /** When the last transaction was committed that was read. */
  Optional<Instant> passed() {
    return passed;
  }

  /** Whether the log is between two transactions, and all of it so far was given out. */
  boolean isAtRest() {
    return open == null && ready.isEmpty();
  }

  /** The log holds no further transaction before that place. */
  void reach(long lsn) {
    if (isAtRest() && Lsn.isBefore(reached.lsn(), lsn)) {
      reached = reached.at(lsn);
    }
  }

  /** The next event; null when messages must be taken first. */
  @Nullable ChangeEvent poll() {
    ChangeEvent event = ready.poll();
    LogMessage.Commit end = ended;
    if (event instanceof ChangeEvent.Committed && end != null) {
      close(end);
    }
    return event;
  }

  private void close(LogMessage.Commit end) {
    reached = reached.at(end.end());
    passed = Optional.of(end.at());
    ended = null;
    open = null;
    isBegun = false;
  }

  /** Takes the next message. All events that are ready must have been given out before. */
  void take(LogMessage message) {
    if (message instanceof LogMessage.Row row) {
      take(row);
    } else if (message instanceof LogMessage.Begin begin) {
      open = begin;
    } else if (message instanceof LogMessage.Commit commit) {
      take(commit);
    } else if (message instanceof LogMessage.Relation relation) {
      flush();
      relations.take(relation);
    } else if (message instanceof LogMessage.Truncate truncate) {
      take(truncate);
    }
  }

  private void take(LogMessage.Commit commit) {
    LogMessage.Begin begin = transaction();
    if (begin.commit() != commit.commit()) {
      throw new MigrationException(
          LogError.LOG_MESSAGE_DAMAGED,
          ErrorContext.none(),
          "the transaction at " + Lsn.text(begin.commit()) + " ends as another one");
    }
    flush();
    ended = commit;
    if (isBegun) {
      ready.add(new ChangeEvent.Committed(id(begin), commit.at()));
    } else {
      close(commit);
    }
  }

  private void take(LogMessage.Row row) {
    LogMessage.Begin begin = transaction();
    if (isRead(begin)) {
      return;
    }
    CapturedTable captured = relations.captured(row.relation(), begin.commit());
    if (captured == null) {
      relations.skipped(row.relation());
      return;
    }
    if (!relations.isDefinedAs(row.relation(), captured)) {
      change(begin, captured, ChangedObject.Kind.ALTERED, Optional.empty());
      return;
    }
    Decoded decoded = relations.decode(row, captured);
    if (!decoded.table().equals(table) || decoded.version() != version) {
      flush();
      table = decoded.table();
      version = decoded.version();
    }
    changes.add(decoded.change());
    bytes += decoded.change().weight();
    if (bytes >= batchBytes) {
      flush();
    }
  }

  private void take(LogMessage.Truncate truncate) {
    LogMessage.Begin begin = transaction();
    for (int relation : truncate.relations()) {
      CapturedTable captured = isRead(begin) ? null : relations.captured(relation, begin.commit());
      if (captured != null) {
        ObjectName name = relations.name(relation);
        String text = "TRUNCATE " + name + (truncate.cascades() ? " CASCADE" : "");
        change(
            begin,
            captured,
            ChangedObject.Kind.EMPTIED,
            Optional.of(new DdlStatement(name.database(), text)));
      }
    }
  }

  /** A definition that changes stops the engine; a reader that is asked again refuses. */
  private void change(
      LogMessage.Begin begin,
      CapturedTable captured,
      ChangedObject.Kind kind,
      Optional<DdlStatement> statement) {
    ObjectName name = captured.definition().name();
    if (isChanged) {
      throw new MigrationException(
          LogError.TABLE_CHANGED,
          ErrorContext.of(name),
          "the table is not defined as its stored definition says");
    }
    flush();
    begin(begin);
    isChanged = true;
    ChangedObject object =
        new ChangedObject(name, kind, Optional.of(captured.definition()), Optional.empty(), false);
    ready.add(
        new ChangeEvent.SchemaChanged(reached.position(), List.of(object), statement, begin.at()));
  }

  private boolean isRead(LogMessage.Begin begin) {
    return reached.includes(begin.commit());
  }

  private LogMessage.Begin transaction() {
    LogMessage.Begin begin = open;
    if (begin == null) {
      throw new MigrationException(
          LogError.LOG_MESSAGE_DAMAGED, ErrorContext.none(), "a change outside of a transaction");
    }
    return begin;
  }

  private void flush() {
    ObjectName of = table;
    if (of != null && !changes.isEmpty()) {
      begin(transaction());
      ready.add(new ChangeEvent.Changes(of, version, changes));
      changes.clear();
      bytes = 0;
    }
  }

  private void begin(LogMessage.Begin begin) {
    if (!isBegun) {
      isBegun = true;
      ready.add(new ChangeEvent.Begun(id(begin)));
    }
  }

  /** The name holds where the commit begins, which tells what includes the transaction. */
  private static String id(LogMessage.Begin begin) {
    return Integer.toUnsignedString(begin.xid()) + " " + Lsn.text(begin.commit());
  }

  /** Where the commit of the transaction of that name begins. */
  static long commit(String id) {
    return Lsn.parse(id.substring(id.indexOf(' ') + 1));
  }
}
