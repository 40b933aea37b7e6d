package io.openoms.core.phase;

import io.openoms.spi.data.Position;

/** How far a phase has followed a log. Thread-safe. */
public interface CatchUp {

  /** The end of the log now. Blocks on the server. */
  Position end();

  /** Whether every change at or before a position is applied. */
  boolean isApplied(Position position);
}
