package io.openoms.core.phase;

import io.openoms.Following;
import io.openoms.spi.data.Position;
import java.util.Optional;

/** How far a phase has followed a log. Thread-safe. */
public interface CatchUp {

  /** The end of the log now. Blocks on the server. */
  Position end();

  /** The figures at this moment; empty before capture has begun. */
  Optional<Following> figures();

  /**
   * Raises the next numbers of the sink to those that the source has given so far, so that less is
   * left to do in the end. From any thread. Blocks on both servers.
   */
  void raiseNumbers();

  /** Whether every change at or before a position is applied. */
  boolean isApplied(Position position);
}
