package io.openoms.tck.tidb;

import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.TreeSet;

/** Notes which transactions a reader tells. */
final class FeedTail {

  final TreeSet<Long> told = new TreeSet<>();

  /** Reads from one position to another. */
  void follow(ChangeLog log, Position from, Position to) {
    try (ChangeReader reader =
        FeedFollower.open(
            log, from, FeedModel.captured(FeedModel.A), FeedModel.captured(FeedModel.B))) {
      long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (!log.covers(reader.position(), to) && System.nanoTime() < limit) {
        if (reader.next(Duration.ofMillis(100)) instanceof ChangeEvent.Committed committed) {
          told.add(Long.parseLong(committed.id()));
        }
      }
    }
  }
}
