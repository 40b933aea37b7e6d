package io.openoms.oceanbase.capture;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Transactions by stretches in which something may have changed, and by the server's history of
 * rows. The same position always gives the same transactions with the same changes in the same
 * order. One thread.
 */
final class HistoryReader implements ChangeReader {

  private static final long SLICE_BYTES = 48L << 20;
  private static final long SHORT_NANOS = Duration.ofMillis(2).toNanos();
  private static final long LONG_NANOS = Duration.ofMillis(25).toNanos();
  private static final long GUARD_NANOS = Duration.ofSeconds(2).toNanos();

  /** Makes the source of a reader's stretches. */
  @FunctionalInterface
  interface Stretches {

    /** Of those tables, by a guard that has approved their definitions. Blocks. */
    StretchSource of(CaptureGuard guard, List<TouchedTable> tables);
  }

  private final StretchSource source;
  private final RowHistory history;
  private final CaptureGuard guard;
  private final TransactionEvents events;
  private final Deque<Slice> smaller = new ArrayDeque<>();
  private final Map<TouchedTable, Long> capturedFrom = new HashMap<>();
  private final Map<ObjectName, Long> skipped = new HashMap<>();
  private Iterator<? extends Slice> slices = Collections.emptyIterator();
  private boolean isInStretch;
  private long stretchEnd;
  private long position;
  private long lastGuard = System.nanoTime();
  private volatile boolean isClosed;

  /**
   * A reader, which cuts the guard off when it is closed, or cannot begin.
   *
   * @param guard watches the definitions of the tables
   */
  HistoryReader(
      Connections connections, CaptureGuard guard, ChangeRequest request, Stretches stretches) {
    this.position = Scn.of(request.start());
    this.stretchEnd = position;
    this.guard = guard;
    List<Runnable> opened = new ArrayList<>();
    try {
      opened.add(guard::cut);
      List<TouchedTable> tables = tables(request);
      requireUnchanged();
      this.history = new RowHistory(connections);
      opened.add(history::cut);
      this.source = stretches.of(guard, tables);
      this.events = new TransactionEvents(request.batchBytes());
    } catch (RuntimeException e) {
      opened.forEach(Runnable::run);
      throw e;
    }
  }

  private List<TouchedTable> tables(ChangeRequest request) {
    List<TouchedTable> tables = new ArrayList<>();
    for (CapturedTable table : request.tables()) {
      long from = table.validFrom().map(Scn::of).filter(valid -> valid > position).orElse(position);
      TouchedTable touched = TouchedTable.of(guard.requireSince(table, from), table);
      capturedFrom.put(touched, from);
      tables.add(touched);
    }
    return tables;
  }

  private void requireUnchanged() {
    Optional<CapturedTable> changed = guard.changed();
    if (changed.isPresent()) {
      throw new MigrationException(
          CaptureError.CAPTURE_INCOMPLETE,
          ErrorContext.of(changed.get().definition().name()).withPosition(position().text()),
          "its definition has changed since its capture began, or its rows were removed at once");
    }
  }

  @Override
  public ChangeEvent next(Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    long pause = SHORT_NANOS;
    while (true) {
      requireOpen();
      Optional<ChangeEvent> event = events.next();
      if (event.isPresent()) {
        if (event.get() instanceof ChangeEvent.Committed committed) {
          position = Long.parseLong(committed.id());
        }
        return event.get();
      }
      if (!isInStretch && !look()) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          return new ChangeEvent.Idle(source.isLive(), Optional.of(Scn.at(stretchEnd)));
        }
        LockSupport.parkNanos(Math.min(pause, left));
        pause = Math.min(2 * pause, LONG_NANOS);
      } else if (isInStretch) {
        advance();
      }
    }
  }

  private void requireOpen() {
    if (isClosed) {
      throw new MigrationException(
          JdbcError.CONNECTION_CLOSED, ErrorContext.none(), "the reader is closed");
    }
  }

  /** Looks for more; whether there is any. */
  private boolean look() {
    try {
      Stretch stretch = source.after(stretchEnd);
      if (stretch.isEmpty()) {
        return rest(stretch.end());
      }
      slices = stretch.slices();
      stretchEnd = stretch.end();
      isInStretch = true;
      return true;
    } catch (MigrationException e) {
      return reportInsteadOf(e);
    }
  }

  /** A read that fails may have met a change of definitions: that is told then. */
  private boolean reportInsteadOf(MigrationException error) {
    if (error.isRetryable() || !report(guard.changed())) {
      throw error;
    }
    return true;
  }

  /** Whether there is an event all the same: that of a changed definition. */
  private boolean rest(long end) {
    if (System.nanoTime() - lastGuard > GUARD_NANOS) {
      lastGuard = System.nanoTime();
      if (report(guard.changed())) {
        return true;
      }
    }
    stretchEnd = end;
    position = end;
    source.rest(end);
    return false;
  }

  /** Reads the next slice of the stretch, or ends it. */
  private void advance() {
    try {
      Slice slice = smaller.isEmpty() && slices.hasNext() ? slices.next() : smaller.poll();
      if (slice == null) {
        end();
      } else {
        read(slice);
      }
    } catch (MigrationException e) {
      reportInsteadOf(e);
    }
  }

  private void end() {
    events.end();
    isInStretch = false;
    if (events.isEmpty()) {
      position = stretchEnd;
    }
  }

  private void read(Slice slice) {
    try {
      List<Slice.Change> changes =
          slice.changes(history, slice.isDivisible() ? SLICE_BYTES : Long.MAX_VALUE);
      if (!report(guard.changed())) {
        changes.stream().filter(change -> !change.own()).forEach(this::take);
      }
    } catch (RowHistory.TooLargeException e) {
      List<? extends Slice> parts = slice.cut();
      for (int i = parts.size() - 1; i >= 0; i--) {
        smaller.addFirst(parts.get(i));
      }
    }
  }

  private void take(Slice.Change change) {
    if (change.scn() > capturedFrom.getOrDefault(change.table(), 0L)) {
      events.add(change);
    } else {
      skipped.merge(change.table().table().definition().name(), 1L, Long::sum);
    }
  }

  @Override
  public Map<ObjectName, Long> skipped() {
    Map<ObjectName, Long> counted = Map.copyOf(skipped);
    skipped.clear();
    return counted;
  }

  /** Emits that a definition has changed, if one has; nothing else comes after that. */
  private boolean report(Optional<CapturedTable> changed) {
    changed.ifPresent(
        table -> {
          smaller.clear();
          slices = Collections.emptyIterator();
          isInStretch = true;
          events.definition(table, position(), stretchEnd);
        });
    return changed.isPresent();
  }

  @Override
  public Position position() {
    return Scn.position(position);
  }

  @Override
  public void confirm(Position confirmed) {
    source.confirm(Scn.of(confirmed));
  }

  @Override
  public void close() {
    isClosed = true;
    guard.cut();
    history.cut();
    source.cut();
  }
}
