package io.openoms.tck.tidb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Applies what a reader tells to tables in memory, strictly, and notes what they hold. */
final class FeedFollower {

  private static final Duration WAIT = Duration.ofMillis(100);

  /** Transactions were told in ascending order, each once. */
  private long last;

  private final Map<String, Map<Integer, String>> now =
      new TreeMap<>(Map.of("a", new TreeMap<>(), "b", new TreeMap<>()));

  /** By timestamps, what the tables held after each transaction. */
  final TreeMap<Long, String> states = new TreeMap<>();

  /** By timestamps, where reading goes on after each transaction. */
  final TreeMap<Long, Position> positions = new TreeMap<>();

  static ChangeReader open(ChangeLog log, Position from, CapturedTable... tables) {
    return log.open(new ChangeRequest(from, List.of(tables), 1 << 10));
  }

  /** Goes on until the log has been read up to a position. */
  void follow(ChangeLog log, Position from, Position to) {
    try (ChangeReader reader =
        open(log, from, FeedModel.captured(FeedModel.A), FeedModel.captured(FeedModel.B))) {
      long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (!log.covers(reader.position(), to)) {
        take(reader.next(WAIT), reader);
        if (System.nanoTime() > limit) {
          throw new AssertionError("not read to the end: " + reader.position());
        }
      }
    }
  }

  private void take(ChangeEvent event, ChangeReader reader) {
    if (event instanceof ChangeEvent.Begun begun) {
      long timestamp = Long.parseLong(begun.id());
      if (timestamp <= last) {
        throw new AssertionError("told again: " + timestamp);
      }
      last = timestamp;
    } else if (event instanceof ChangeEvent.Changes changes) {
      changes.changes().forEach(change -> apply(changes.table().name(), change));
    } else if (event instanceof ChangeEvent.Committed committed) {
      states.put(Long.parseLong(committed.id()), now.toString());
      positions.put(Long.parseLong(committed.id()), reader.position());
    }
  }

  private void apply(String table, RowChange change) {
    Map<Integer, String> rows = now.get(table);
    RowImage before = change.before();
    RowImage after = change.after();
    String gone = before == null ? null : rows.remove(key(before));
    if ((before == null) != (gone == null)) {
      throw new AssertionError("a row is not there that changes");
    }
    if (before != null && !before.isAbsent(1) && !text(before, 1).equals(gone)) {
      throw new AssertionError("another row was there before");
    }
    if (after != null && rows.put(key(after), text(after, 1)) != null) {
      throw new AssertionError("a row comes that is there");
    }
  }

  private static int key(RowImage row) {
    return Integer.parseInt(text(row, 0));
  }

  private static String text(RowImage row, int column) {
    return new String(row.data(), row.offset(column), row.length(column), UTF_8);
  }
}
