package io.openoms.oceanbase.capture;

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
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Transactions by the log of keys and the server's history of rows. The same position always gives
 * the same transactions with the same changes in the same order. One thread.
 */
final class TriggerReader implements ChangeReader {

  private static final int WINDOW_TOUCHES = 10_000;
  private static final int SLICE_TOUCHES = 400;
  private static final long SLICE_BYTES = 48L << 20;
  private static final long SHORT_NANOS = Duration.ofMillis(2).toNanos();
  private static final long LONG_NANOS = Duration.ofMillis(25).toNanos();
  private static final long GUARD_NANOS = Duration.ofSeconds(2).toNanos();

  private final TouchLog log;
  private final RowHistory history;
  private final CaptureGuard guard;
  private final LogPurge purge;
  private final TransactionEvents events;
  private final Deque<Slice> slices = new ArrayDeque<>();
  private Iterator<Touch> large = Collections.emptyIterator();
  private boolean isInWindow;
  private long windowEnd;
  private long position;
  private long lastGuard = System.nanoTime();
  private volatile boolean isClosed;

  /**
   * A reader.
   *
   * @param kept how long entries are kept that are confirmed
   * @param leftOut the transactions that are not emitted
   */
  TriggerReader(
      Connections connections,
      CaptureNames names,
      ChangeRequest request,
      Duration kept,
      Optional<OwnMark> leftOut) {
    this.position = Scn.of(request.start());
    this.windowEnd = position;
    List<Runnable> opened = new ArrayList<>();
    this.guard = new CaptureGuard(connections, names, request.tables(), leftOut);
    try {
      opened.add(guard::cut);
      List<TouchedTable> tables = tables(request);
      requireUnchanged();
      this.purge = new LogPurge(guard.sql(), names, kept);
      this.history = new RowHistory(connections);
      opened.add(history::cut);
      this.log = new TouchLog(connections, names, tables, guard.mark(), WINDOW_TOUCHES);
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
      tables.add(TouchedTable.of(guard.requireSince(table, from), table));
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
      if (isInWindow) {
        advance();
      } else if (!poll()) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          return new ChangeEvent.Idle(true, Optional.of(Scn.at(windowEnd)));
        }
        LockSupport.parkNanos(Math.min(pause, left));
        pause = Math.min(2 * pause, LONG_NANOS);
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
  private boolean poll() {
    TouchWindow window = log.after(windowEnd);
    if (window.touches().isEmpty() && !window.isOneLarge()) {
      rest(window.end());
      return false;
    }
    slices.addAll(Slicing.of(window.touches(), SLICE_TOUCHES));
    large = window.isOneLarge() ? log.ofOne(window.end()) : large;
    windowEnd = window.end();
    isInWindow = true;
    return true;
  }

  private void rest(long end) {
    if (System.nanoTime() - lastGuard > GUARD_NANOS) {
      lastGuard = System.nanoTime();
      if (report(guard.changed())) {
        return;
      }
    }
    windowEnd = end;
    position = end;
    log.floor(purge.passed(end, log.lastSeq()));
  }

  /** Reads the next slice of the window, or ends it. */
  private void advance() {
    if (slices.isEmpty() && large.hasNext()) {
      slices.add(nextOfLarge());
    }
    Slice slice = slices.poll();
    if (slice == null) {
      events.end();
      isInWindow = false;
      if (events.isEmpty()) {
        position = windowEnd;
      }
      return;
    }
    try {
      List<Slice.Change> changes =
          slice.changes(history, slice.isDivisible() ? SLICE_BYTES : Long.MAX_VALUE);
      if (!report(guard.changed())) {
        changes.stream().filter(change -> !change.touch().own()).forEach(events::add);
      }
    } catch (RowHistory.TooLargeException e) {
      List<Slice> smaller = slice.cut();
      for (int i = smaller.size() - 1; i >= 0; i--) {
        slices.addFirst(smaller.get(i));
      }
    }
  }

  private Slice nextOfLarge() {
    List<Touch> touches = new ArrayList<>();
    while (touches.size() < SLICE_TOUCHES && large.hasNext()) {
      touches.add(large.next());
    }
    return new Slice(touches);
  }

  /** Emits that a definition has changed, if one has; nothing else comes after that. */
  private boolean report(Optional<CapturedTable> changed) {
    changed.ifPresent(
        table -> {
          slices.clear();
          large = Collections.emptyIterator();
          events.definition(table, position(), windowEnd);
        });
    return changed.isPresent();
  }

  @Override
  public Position position() {
    return Scn.position(position);
  }

  @Override
  public void confirm(Position confirmed) {
    purge.confirm(Scn.of(confirmed));
  }

  @Override
  public void close() {
    isClosed = true;
    guard.cut();
    history.cut();
    log.cut();
  }
}
