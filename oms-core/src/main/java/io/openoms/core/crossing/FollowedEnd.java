package io.openoms.core.crossing;

import io.openoms.core.compare.RowWatch;
import io.openoms.spi.RowLookup;
import io.openoms.spi.data.Position;
import java.util.Optional;

/** A direction's source as a comparison of both ends asks of it. Thread-safe. */
public interface FollowedEnd {

  /** Whether its log is followed by now. */
  boolean isFollowing();

  /** The end of its log now. Blocks. */
  Position end();

  /** Whether every change at or before a position is applied at the other end. */
  boolean isApplied(Position position);

  /** Tells which of its rows its log changes. */
  RowWatch watch();

  /** Reads rows that are at least as late as its log; empty where any reader does. */
  Optional<RowLookup> lookup();
}
