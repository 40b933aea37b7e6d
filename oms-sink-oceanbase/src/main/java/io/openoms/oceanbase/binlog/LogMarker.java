package io.openoms.oceanbase.binlog;

import io.openoms.binlog.mysql.reader.BinlogChangeLog;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the position that the tenant has reached. The service writes its log some time after the
 * tenant has committed, so the log's end says nothing of what readers see. A row is changed in the
 * tenant, and the log is read until that change comes: what was committed before stands before it,
 * since the service writes transactions in the order of their commits. Thread-safe.
 */
final class LogMarker {

  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(4);
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int BATCH_BYTES = 1 << 16;

  private final BinlogChangeLog log;
  private final MarkerTable table;

  /** Twice what was needed, or was too short: whoever asks has other work to look after. */
  private volatile Duration patience = SHORTEST_PATIENCE;

  /**
   * Marks by that table.
   *
   * @param log leaves no transaction out
   */
  LogMarker(BinlogChangeLog log, MarkerTable table) {
    this.log = log;
    this.table = table;
  }

  /**
   * The position after everything that was committed before the call. Empty where the table is not
   * there, or the log is hidden. Blocks until the service has come that far, for four seconds at
   * first, and for up to three minutes when it is asked again.
   *
   * @throws MigrationException BINLOG_SERVICE_BEHIND when it has not come that far in that time
   */
  Optional<Position> reached() {
    Optional<CapturedTable> captured = table.isThere() ? table.captured() : Optional.empty();
    Optional<Position> from = captured.isPresent() ? log.current() : Optional.empty();
    if (captured.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    String mark = UUID.randomUUID().toString();
    table.write(mark);
    ChangeRequest request = new ChangeRequest(from.get(), List.of(captured.get()), BATCH_BYTES);
    try (ChangeReader reader = log.open(request)) {
      Duration wait = patience;
      long began = System.nanoTime();
      Optional<Position> position = after(mark, reader, wait);
      if (position.isEmpty()) {
        patience = twice(wait);
        throw behind(wait, reader.position());
      }
      patience = twice(Duration.ofNanos(System.nanoTime() - began));
      return position;
    }
  }

  private static Duration twice(Duration needed) {
    Duration twice = needed.multipliedBy(2);
    Duration atLeast = twice.compareTo(SHORTEST_PATIENCE) > 0 ? twice : SHORTEST_PATIENCE;
    return atLeast.compareTo(LONGEST_PATIENCE) < 0 ? atLeast : LONGEST_PATIENCE;
  }

  private static Optional<Position> after(String mark, ChangeReader reader, Duration wait) {
    byte[] wanted = mark.getBytes(StandardCharsets.UTF_8);
    long began = System.nanoTime();
    boolean isSeen = false;
    while (System.nanoTime() - began < wait.toNanos()) {
      ChangeEvent event = reader.next(LOOK);
      if (event instanceof ChangeEvent.Changes changes) {
        isSeen |= changes.changes().stream().anyMatch(change -> has(change, wanted));
      } else if (isSeen && event instanceof ChangeEvent.Committed) {
        return Optional.of(reader.position());
      }
    }
    return Optional.empty();
  }

  private static MigrationException behind(Duration waited, Position position) {
    return new MigrationException(
        BinlogServiceError.BINLOG_SERVICE_BEHIND,
        ErrorContext.none().withPosition("after " + position.text()),
        "a change that was committed "
            + waited.toSeconds()
            + " seconds ago is not in the Binlog Service's log");
  }

  private static boolean has(RowChange change, byte[] mark) {
    RowImage row = change.after();
    int column = MarkerTable.markColumn();
    if (row == null || row.isNull(column)) {
      return false;
    }
    int start = row.offset(column);
    return Arrays.equals(row.data(), start, start + row.length(column), mark, 0, mark.length);
  }
}
