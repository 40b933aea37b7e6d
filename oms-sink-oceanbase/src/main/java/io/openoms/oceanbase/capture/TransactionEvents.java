package io.openoms.oceanbase.capture;

import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts changes together to transactions, which are named by their numbers. One thread. */
final class TransactionEvents {

  private final Deque<ChangeEvent> events = new ArrayDeque<>();
  private final int batchBytes;
  private @Nullable TouchedTable table;
  private List<RowChange> together = new ArrayList<>();
  private long bytes;
  private long open;

  /**
   * Events of the wanted size.
   *
   * @param batchBytes about how many bytes of rows one event may hold
   */
  TransactionEvents(int batchBytes) {
    this.batchBytes = batchBytes;
  }

  /** Adds the next change. */
  void add(Slice.Change change) {
    if (change.scn() != open) {
      end();
      begin(change.scn());
    }
    if (bytes >= batchBytes || !change.table().equals(table)) {
      flush();
    }
    table = change.table();
    together.add(change.change());
    bytes += change.change().weight();
  }

  private void begin(long scn) {
    open = scn;
    events.add(new ChangeEvent.Begun(Long.toString(scn)));
  }

  private void flush() {
    TouchedTable of = table;
    if (of != null && !together.isEmpty()) {
      CapturedTable captured = of.table();
      events.add(
          new ChangeEvent.Changes(captured.definition().name(), captured.version(), together));
      together = new ArrayList<>();
      bytes = 0;
    }
  }

  /** The transaction that is open ends, if one is. */
  void end() {
    if (open != 0) {
      flush();
      events.add(new ChangeEvent.Committed(Long.toString(open), Scn.at(open)));
      open = 0;
    }
  }

  /**
   * A definition has changed; changes that are not emitted yet are given up.
   *
   * @param position the end of the last whole transaction that was emitted
   * @param scn when that was noticed
   */
  void definition(CapturedTable changed, Position position, long scn) {
    together = new ArrayList<>();
    events.clear();
    if (open == 0) {
      begin(scn);
    }
    events.add(
        new ChangeEvent.SchemaChanged(
            position, List.of(ChangedObject.unknown(changed)), Optional.empty(), Scn.at(scn)));
  }

  /** The next event; empty when more changes are needed first. */
  Optional<ChangeEvent> next() {
    return Optional.ofNullable(events.poll());
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return events.isEmpty();
  }
}
