package io.openoms.hbase.log.peer;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.connection.Keeper;
import io.openoms.hbase.error.HBaseError;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Marks in the logs of all region servers. To set one, each log file that is being written is
 * ended; the mark is passed when none of the ended files waits in a queue of the peer any more,
 * since a file leaves its queue when all of it was answered. Where tables refuse writes it is also
 * passed when all of their regions were answered to their ends. So nothing is written into a table
 * of the source, and idle regions need no entry. One thread looks.
 */
public final class Marks {

  private static final Duration LONGEST_ROLL = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 50;

  private final Peer peer;
  private final Keeper keeper;
  private final PeerPlace place;
  private long passed;
  private @Nullable LogFiles before;

  /**
   * For a reader.
   *
   * @param passed the last mark that is known to be passed
   */
  public Marks(Peer peer, Keeper keeper, long passed) {
    this.peer = peer;
    this.keeper = keeper;
    this.place = peer.place(keeper);
    this.passed = passed;
  }

  /** Sets a mark: what is written from now on may be behind it. Gives its number. Blocks. */
  public static long set(Peer peer, Keeper keeper) {
    Map<String, Long> ends = peer.ends(keeper);
    LogFiles before = peer.files(keeper);
    Collection<String> living = peer.rollLogs();
    long end = System.nanoTime() + LONGEST_ROLL.toNanos();
    LogFiles now = peer.files(keeper);
    // A region server answers before it has done it.
    while (!now.areRolledSince(before, peer.name(), living)) {
      if (System.nanoTime() > end) {
        throw notRolled(null);
      }
      sleep();
      now = peer.files(keeper);
    }
    return peer.place(keeper).mark(new Mark(now.closed(peer.name(), living), ends));
  }

  private static void sleep() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notRolled(e);
    }
  }

  private static MigrationException notRolled(@Nullable InterruptedException cause) {
    return new MigrationException(
        HBaseError.HBASE_UNREACHABLE,
        ErrorContext.none(),
        "a region server has not ended its log file in " + LONGEST_ROLL.toSeconds() + " s",
        cause);
  }

  /** Looks which marks are passed, and gives the last one. Blocks on ZooKeeper. */
  public long look() {
    NavigableMap<Long, Mark> behind = place.marksBehind(passed);
    if (behind.isEmpty()) {
      before = null;
      return passed;
    }
    LogFiles now = peer.files(keeper);
    LogFiles last = before;
    before = now;
    for (Map.Entry<Long, Mark> mark : behind.entrySet()) {
      if (!isDelivered(mark.getValue(), now, last)) {
        break;
      }
      pass(mark.getKey());
    }
    lastWithEnds(behind.tailMap(passed, false)).ifPresent(this::pass);
    return passed;
  }

  /** All that was written before it was answered, so it passes those before it, too. */
  private Optional<Long> lastWithEnds(NavigableMap<Long, Mark> behind) {
    return behind.descendingMap().entrySet().stream()
        .filter(mark -> !mark.getValue().ends().isEmpty())
        .findFirst()
        .filter(mark -> peer.areDelivered(mark.getValue(), keeper))
        .map(Map.Entry::getKey);
  }

  /** A queue that another server takes over may be missed by one look. */
  private static boolean isDelivered(Mark mark, LogFiles now, @Nullable LogFiles last) {
    return last != null
        && now.hasQueuesOf(last)
        && mark.files().stream().noneMatch(file -> waits(file, now, last));
  }

  private static boolean waits(String file, LogFiles now, LogFiles last) {
    return now.all().contains(file) || last.all().contains(file);
  }

  /** The queues of a peer that was removed are empty, too. */
  private void pass(long mark) {
    peer.require(place);
    place.forgetBefore(mark);
    passed = mark;
  }
}
