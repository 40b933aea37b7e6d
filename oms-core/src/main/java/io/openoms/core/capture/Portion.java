package io.openoms.core.capture;

import io.openoms.core.spool.SpoolRecord;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The record that is being filled. It may end wherever the log is between two changes; after a
 * transaction's end it also says where the log can be read on. One thread.
 */
final class Portion {

  /** A record is ended within a transaction when it is larger than this. */
  private static final int MAX_BYTES = 512 << 10;

  /** A record is ended after a transaction when it is larger than this, or has more changes. */
  private static final int ENOUGH_BYTES = 64 << 10;

  private static final int ENOUGH_CHANGES = 400;

  private final List<ChangeEvent> events = new ArrayList<>();
  private int changes;
  private int transactions;
  private int weight;
  private ChangeEvent.Begun open = new ChangeEvent.Begun("");
  private boolean inTransaction;
  private Instant upTo;

  /**
   * What the record held when the open transaction began; all 0 in a record that began within it.
   */
  private int eventsBefore;

  private int changesBefore;
  private int weightBefore;

  Portion(Instant upTo) {
    this.upTo = upTo;
  }

  void begin(ChangeEvent.Begun begun) {
    open = begun;
    inTransaction = true;
    eventsBefore = events.size();
    changesBefore = changes;
    weightBefore = weight;
    events.add(begun);
    weight += 64 + begun.id().length();
  }

  void add(ChangeEvent.Changes more) {
    if (events.isEmpty()) {
      // A record that goes on with a transaction says which one it is.
      events.add(open);
    }
    events.add(more);
    changes += more.changes().size();
    weight += 64;
    for (RowChange change : more.changes()) {
      weight += change.weight();
    }
  }

  /** Removes what the record holds of the open transaction: the source emits it again. */
  void dropOpen() {
    events.subList(eventsBefore, events.size()).clear();
    changes = changesBefore;
    weight = weightBefore;
    inTransaction = false;
  }

  void end(ChangeEvent.Committed committed, Instant at) {
    events.add(committed);
    inTransaction = false;
    transactions++;
    weight += 64;
    upTo = at;
  }

  boolean isInTransaction() {
    return inTransaction;
  }

  /** Whether the record holds no change of the open transaction. */
  boolean isOpenEmpty() {
    return changes == changesBefore;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  int changes() {
    return changes;
  }

  /** Whether the record is large enough to be ended here. */
  boolean isFull() {
    return inTransaction
        ? weight >= MAX_BYTES
        : weight >= ENOUGH_BYTES || changes >= ENOUGH_CHANGES;
  }

  /** Everything that was committed until then is told. */
  void upTo(Instant at) {
    upTo = at;
  }

  /** Ends the record and begins the next one. */
  SpoolRecord take(Optional<Position> end) {
    SpoolRecord record = new SpoolRecord(events, changes, transactions, weight, end, upTo);
    events.clear();
    changes = 0;
    transactions = 0;
    weight = 0;
    eventsBefore = 0;
    changesBefore = 0;
    weightBefore = 0;
    return record;
  }
}
