package io.openoms.spi;

import io.openoms.KeptLog;
import io.openoms.ObjectName;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An open stream over a source's log: whole committed transactions, one after another, in commit
 * order. A two-phase (XA) transaction comes where it is committed. Changes that a rollback undid
 * (of a transaction or to a savepoint) are not emitted. One thread calls all methods; {@link
 * #close()} may be called from any thread.
 *
 * <p>A reader refuses what it cannot decode exactly: an event of an unknown kind, a row that does
 * not fit the table's definition, a change that the log holds as a statement. It never skips. A
 * change of a captured table's definition is an event ({@link ChangeEvent.SchemaChanged}).
 */
public interface ChangeReader extends AutoCloseable {

  /**
   * The next event. Blocks, at most about as long as given.
   *
   * @return {@link ChangeEvent.Idle} when nothing came in that time
   * @throws io.openoms.error.MigrationException when the log cannot be read further, or not
   *     exactly; the reader is of no use afterwards. After a retryable fault (a lost link) a new
   *     reader resumes at {@link #position()}
   */
  ChangeEvent next(Duration wait);

  /**
   * Where a new reader resumes without a gap and without a repetition: after the last transaction
   * whose {@link ChangeEvent.Committed} was returned by {@link #next}. Cheap enough for a few
   * thousand calls a second, not for one call a row.
   */
  Position position();

  /**
   * All changes at or before a position are on disk in the engine's spool, so the source need not
   * keep them for this reader: the hook for a replication slot, or for the offsets of a Kafka
   * consumer group. The engine calls it in the thread that calls {@link #next}, between two calls
   * of it, with positions that {@link #position()} returned, in their order, and only after the
   * disk has confirmed the spool. Positions are left out, and a crash can lose the last ones. May
   * block for a moment. A fault is treated like one of {@link #next}.
   *
   * <p>The default does nothing: a server that keeps its log for a time needs no confirmation.
   */
  default void confirm(Position position) {}

  /**
   * What the source keeps of its log for this reader, on its own disk. The engine asks about every
   * ten seconds, in the thread that calls {@link #next}, between two calls of it. May block for a
   * moment. A fault is treated like one of {@link #next}.
   *
   * <p>The default is empty: a server that keeps its log for a time keeps none for a reader.
   */
  default Optional<KeptLog> kept() {
    return Optional.empty();
  }

  /**
   * The changes of captured tables that were skipped since the last call, because they are at or
   * before the position from which their table is captured ({@link
   * io.openoms.spi.data.CapturedTable#validFrom}): numbers by the table's name at the source, for
   * the figures alone. Changes that the source does not send to this reader are not counted. The
   * engine asks often, in the thread that calls {@link #next}, between two calls of it. Never
   * blocks; never throws.
   *
   * <p>The default is empty.
   */
  default Map<ObjectName, Long> skipped() {
    return Map.of();
  }

  /** Ends the stream and returns its connections. Idempotent; from any thread; never throws. */
  @Override
  void close();
}
