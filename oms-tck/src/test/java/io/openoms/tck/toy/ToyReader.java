package io.openoms.tck.toy;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Emits the journal's transactions. One thread. */
final class ToyReader implements ChangeReader {

  private final Journal journal;
  private final ChangeRequest request;
  private final Deque<ChangeEvent> events = new ArrayDeque<>();
  private long read;
  private long emitted;
  private final Map<ObjectName, Long> skipped = new HashMap<>();
  private Optional<Instant> passed = Optional.empty();

  ToyReader(Journal journal, ChangeRequest request) {
    this.journal = journal;
    this.request = request;
    this.read = ToyLog.number(request.start());
    this.emitted = read;
  }

  @Override
  public ChangeEvent next(Duration wait) {
    while (events.isEmpty()) {
      Optional<Journal.Transaction> next = await(wait);
      if (next.isEmpty()) {
        return new ChangeEvent.Idle(true, passed);
      }
      take(next.get());
    }
    ChangeEvent event = events.remove();
    if (event instanceof ChangeEvent.Committed committed) {
      emitted = Long.parseLong(committed.id());
    }
    return event;
  }

  private Optional<Journal.Transaction> await(Duration wait) {
    try {
      return journal.after(read, wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MigrationException(
          ToyError.TOY_INTERRUPTED,
          ErrorContext.none(),
          "the wait for the journal was interrupted");
    }
  }

  private void take(Journal.Transaction transaction) {
    read = transaction.number();
    passed = Optional.of(transaction.at());
    Deque<ChangeEvent> changes = new ArrayDeque<>();
    for (Journal.Change change : transaction.changes()) {
      wanted(change.table(), transaction.number()).ifPresent(t -> changes.add(event(t, change)));
    }
    if (changes.isEmpty()) {
      emitted = read;
      return;
    }
    String id = Long.toString(read);
    events.add(new ChangeEvent.Begun(id));
    events.addAll(changes);
    events.add(new ChangeEvent.Committed(id, transaction.at()));
  }

  /** The last definition that holds for the transaction. */
  private Optional<CapturedTable> wanted(String table, long number) {
    List<CapturedTable> captured =
        request.tables().stream().filter(c -> c.definition().name().name().equals(table)).toList();
    Optional<CapturedTable> wanted =
        captured.stream()
            .filter(c -> c.validFrom().filter(from -> ToyLog.number(from) >= number).isEmpty())
            .reduce((earlier, later) -> later);
    if (!captured.isEmpty() && wanted.isEmpty()) {
      skipped.merge(captured.get(0).definition().name(), 1L, Long::sum);
    }
    return wanted;
  }

  @Override
  public Map<ObjectName, Long> skipped() {
    Map<ObjectName, Long> taken = Map.copyOf(skipped);
    skipped.clear();
    return taken;
  }

  private static ChangeEvent event(CapturedTable table, Journal.Change change) {
    RowChange row = new RowChange(image(change.before()), image(change.after()));
    return new ChangeEvent.Changes(table.definition().name(), table.version(), List.of(row));
  }

  private static @Nullable RowImage image(@Nullable List<@Nullable String> row) {
    if (row == null) {
      return null;
    }
    RowImage.Builder image = new RowImage.Builder(row.size());
    for (String value : row) {
      if (value == null) {
        image.addNull();
      } else {
        image.add(value.getBytes(StandardCharsets.UTF_8));
      }
    }
    return image.build();
  }

  @Override
  public Position position() {
    return ToyLog.position(emitted);
  }

  @Override
  public void close() {}
}
