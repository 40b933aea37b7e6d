package io.openoms.core.capture;

import io.openoms.core.spool.Spool;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.Position;
import org.jspecify.annotations.Nullable;

/**
 * Confirms to a reader the positions that the disk holds in the spool. It remembers two positions:
 * the oldest one that the disk did not hold yet, and the newest one; so it needs no memory for each
 * record. One thread, that of the reader.
 */
final class Confirmations {

  private final Spool spool;
  private @Nullable Recorded oldest;
  private @Nullable Recorded newest;

  private record Recorded(long number, Position end) {}

  Confirmations(Spool spool) {
    this.spool = spool;
  }

  /** A record of the spool ends at a position. */
  void recorded(long number, Position end) {
    newest = new Recorded(number, end);
    oldest = oldest == null ? newest : oldest;
  }

  /** Confirms the newest known position that the disk holds, if there is a new one. */
  void confirm(ChangeReader reader) {
    Recorded last = newest;
    Recorded first = oldest;
    long durable = spool.durable();
    if (last != null && last.number() < durable) {
      reader.confirm(last.end());
      newest = null;
      oldest = null;
    } else if (first != null && first.number() < durable) {
      reader.confirm(first.end());
      oldest = last;
    }
  }
}
