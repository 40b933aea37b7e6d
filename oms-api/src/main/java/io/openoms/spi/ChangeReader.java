package io.openoms.spi;

import io.openoms.spi.data.Position;
import java.time.Duration;

/**
 * An open stream over a source's log: whole transactions that are committed, one after another, in
 * commit order. What a rolled-back transaction or savepoint did is not told; a two-phase (XA)
 * transaction is told where it is committed. One thread, except {@link #close()}.
 *
 * <p>Whatever the reader cannot tell exactly, it refuses: an event of an unknown kind, a row that
 * does not fit the table's definition, a change that the log holds as a statement, a definition of
 * a captured table that changes. It never skips.
 */
public interface ChangeReader extends AutoCloseable {

  /**
   * The next event. Blocks, at most about as long as given.
   *
   * @return {@link ChangeEvent.Idle} when nothing came in that time
   * @throws io.openoms.error.MigrationException when the log cannot be read on, or not exactly; the
   *     reader is of no use afterwards. Retryable faults (a lost link) are gone when a new reader
   *     begins from {@link #position()}
   */
  ChangeEvent next(Duration wait);

  /**
   * Where reading begins anew without telling anything twice or leaving anything out: behind the
   * last transaction that {@link #next} has told to its end. Cheap enough to be asked a few
   * thousand times a second, not for each row.
   */
  Position position();

  /** Ends the stream and gives its connections back. Idempotent; from any thread; never throws. */
  @Override
  void close();
}
