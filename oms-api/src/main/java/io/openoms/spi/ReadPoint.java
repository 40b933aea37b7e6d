package io.openoms.spi;

import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.util.Optional;

/**
 * One state of a source's tables. Every read at a read point shows the same state, whatever is
 * written meanwhile. An endpoint keeps it by what its server offers: a snapshot that a session has
 * open, a snapshot's name, a system change number, a time stamp.
 *
 * <p>Holds at least one connection, and may hold locks, until it is closed. One thread.
 */
public interface ReadPoint extends AutoCloseable {

  /**
   * The state's position in the source's log: the rows hold every change at or before it, and none
   * after it. Empty where the source has no log, or does not show this user the position.
   */
  Optional<Position> position();

  /** Why there is no {@link #position()}, and which privilege it needs: a part of a sentence. */
  String whyNoPosition();

  /**
   * Opens a stream over rows of that state, in no particular order. Blocks. The stream is closed
   * before another one is opened, and before the read point is.
   *
   * @param read one of the tables for which the read point was opened
   */
  RowReader read(TableRead read, ChunkRange range, RowBatches batches);

  /** Gives up the state, and whatever holds it. */
  @Override
  void close();
}
