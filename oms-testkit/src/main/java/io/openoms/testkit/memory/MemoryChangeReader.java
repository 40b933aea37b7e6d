package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ChangedObject;
import io.openoms.spi.data.DdlStatement;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the log, transaction by transaction. One thread. */
final class MemoryChangeReader implements ChangeReader {

  /** How long it takes at most to see that it is closed. */
  private static final long LOOK_MILLIS = 50;

  private final MemorySession session;
  private final ChangeRequest request;
  private final MemoryImages images;
  private final MemoryPosition told;
  private final Deque<ChangeEvent> events = new ArrayDeque<>();
  private final Map<ObjectName, Long> skipped = new HashMap<>();
  private Optional<Instant> passed = Optional.empty();
  private volatile boolean closed;

  MemoryChangeReader(MemorySession session, ChangeRequest request) {
    this.session = session;
    this.request = request;
    this.images = new MemoryImages(session.server().hasMinimalImages());
    this.told = MemoryPosition.of(request.start());
    session.server().requireLog(told);
    session
        .server()
        .requireEstablished(
            session.project(),
            request.tables().stream().map(table -> table.definition().name()).toList());
  }

  @Override
  public ChangeEvent next(Duration wait) {
    try {
      long limit = System.nanoTime() + wait.toNanos();
      while (events.isEmpty()) {
        long left = Math.max(0, TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime()));
        MemoryLogged next = session.server().after(told, Math.min(left, LOOK_MILLIS));
        if (next != null) {
          read(next);
        } else if (left == 0 || closed) {
          return new ChangeEvent.Idle(true, passed);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw MemoryServer.failure(MemoryError.MEMORY_SESSION_CLOSED, "interrupted");
    }
    ChangeEvent event = events.remove();
    if (event instanceof ChangeEvent.Committed committed) {
      told.add(Integer.parseInt(committed.id()));
    }
    return event;
  }

  /** Takes a transaction in; one without wanted changes is only passed. */
  private void read(MemoryLogged transaction) {
    passed = Optional.of(transaction.at());
    String id = String.valueOf(transaction.id());
    List<ChangeEvent> changes = definitions(transaction);
    changes.addAll(changes(transaction));
    boolean isOwn = session.leftOut().filter(transaction.marks()::contains).isPresent();
    if (changes.isEmpty() || isOwn) {
      told.add(transaction.id());
      return;
    }
    events.add(new ChangeEvent.Begun(id));
    events.addAll(changes);
    events.add(new ChangeEvent.Committed(id, transaction.at()));
  }

  private List<ChangeEvent> definitions(MemoryLogged transaction) {
    List<ChangeEvent> found = new ArrayList<>();
    for (MemoryLogged.Definition definition : transaction.definitions()) {
      ChangedObject object = definition.object();
      if (wanted(transaction, object.name()) != null) {
        DdlStatement statement = new DdlStatement("", definition.statement());
        found.add(
            new ChangeEvent.SchemaChanged(
                told.position(), List.of(object), Optional.of(statement), transaction.at()));
      }
    }
    return found;
  }

  /** Changes of one table that follow each other come together, up to the wanted size. */
  private List<ChangeEvent> changes(MemoryLogged transaction) {
    List<ChangeEvent> found = new ArrayList<>();
    List<RowChange> together = new ArrayList<>();
    CapturedTable last = null;
    int bytes = 0;
    for (MemoryLogged.Change change : transaction.changes()) {
      CapturedTable table = wanted(transaction, change.table().name());
      if (table == null && isCaptured(change.table().name())) {
        skipped.merge(change.table().name(), 1L, Long::sum);
      }
      if (last != null && (!last.equals(table) || bytes >= request.batchBytes())) {
        found.add(new ChangeEvent.Changes(last.definition().name(), last.version(), together));
        together = new ArrayList<>();
        bytes = 0;
      }
      if (table != null) {
        RowChange image = images.of(change, table);
        together.add(image);
        bytes += image.weight();
      }
      last = table;
    }
    if (last != null) {
      found.add(new ChangeEvent.Changes(last.definition().name(), last.version(), together));
    }
    return found;
  }

  private boolean isCaptured(ObjectName name) {
    return request.tables().stream().anyMatch(table -> table.definition().name().equals(name));
  }

  /** The last definition of the table that holds for a transaction; null when it has none. */
  private @Nullable CapturedTable wanted(MemoryLogged transaction, ObjectName name) {
    return request.tables().stream()
        .filter(table -> table.definition().name().equals(name))
        .filter(
            table ->
                table
                    .validFrom()
                    .filter(from -> MemoryPosition.of(from).includes(transaction.id()))
                    .isEmpty())
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  @Override
  public Position position() {
    return told.position();
  }

  @Override
  public Map<ObjectName, Long> skipped() {
    Map<ObjectName, Long> counted = Map.copyOf(skipped);
    skipped.clear();
    return counted;
  }

  @Override
  public void confirm(Position position) {
    session.server().confirm(position);
  }

  @Override
  public void close() {
    closed = true;
  }
}
