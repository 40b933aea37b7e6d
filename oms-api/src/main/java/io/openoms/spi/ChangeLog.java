package io.openoms.spi;

import io.openoms.spi.data.Position;
import java.util.Optional;

/**
 * The log of changes of a source. Thread-safe. Today the engine only asks where the log ends, when
 * a table's copy begins and when it is done.
 */
public interface ChangeLog {

  /**
   * The end of the log now: every transaction that commits later stands behind it. Empty when the
   * server writes no log, or does not tell this user. Blocks.
   */
  Optional<Position> current();

  /**
   * Where what readers see stands in the log: every transaction that they do not see yet stands
   * behind it. That is the log's end, unless rows are read from a server that follows another one.
   * Blocks.
   */
  default Optional<Position> visible() {
    return current();
  }
}
