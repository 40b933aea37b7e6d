package io.openoms.core.copy;

import io.openoms.core.task.Control;
import io.openoms.error.MigrationException;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of one chunk's rows from its reader to its writer, bounded in bytes; a batch larger than
 * the bound passes when nothing else is under way. Each side learns when the other one failed. It
 * is one attempt, and holds the position of this attempt's rows.
 */
final class ChunkTransfer implements ChunkRows {

  private static final long LOOK_MILLIS = 50;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  private final ChunkJob job;
  private final long maxBytes;
  private final Control control;
  private final Deque<RowBatch> batches = new ArrayDeque<>();
  private long bytes;
  private boolean ended;
  private boolean abandoned;
  private @Nullable MigrationException failure;
  private Optional<Position> position = Optional.empty();

  ChunkTransfer(ChunkJob job, long maxBytes, Control control) {
    this.job = job;
    this.maxBytes = maxBytes;
    this.control = control;
  }

  ChunkJob job() {
    return job;
  }

  /** Reader: all rows of this attempt are as they were at that position. */
  synchronized void readAt(Position exact) {
    position = Optional.of(exact);
  }

  @Override
  public synchronized Optional<Position> position() {
    return position;
  }

  /** Reader: hands a batch over, waiting for room. False when the writer has given up. */
  synchronized boolean put(RowBatch batch) {
    while (!abandoned && bytes > 0 && bytes + batch.bytes() > maxBytes) {
      look();
    }
    if (abandoned) {
      return false;
    }
    batches.addLast(batch);
    bytes += batch.bytes();
    notifyAll();
    return true;
  }

  /** Reader: that was the last batch. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Reader: the chunk cannot be read. */
  synchronized void fail(MigrationException error) {
    failure = error;
    notifyAll();
  }

  /** Writer: a reader may search for long, or be held back by a limit. */
  @Override
  public @Nullable RowBatch next(SinkTransaction tx) {
    while (!await(KEEP_ALIVE)) {
      tx.keepAlive();
    }
    return take();
  }

  /** Writer: waits until there is something to take; false when the time was over first. */
  synchronized boolean await(Duration time) {
    long began = System.nanoTime();
    while (batches.isEmpty() && !ended && failure == null) {
      if (System.nanoTime() - began > time.toNanos()) {
        return false;
      }
      look();
    }
    return true;
  }

  /** Writer: the next batch, once there is one; null at the end. Throws the reader's failure. */
  synchronized @Nullable RowBatch take() {
    if (failure != null) {
      throw failure;
    }
    RowBatch batch = batches.pollFirst();
    if (batch != null) {
      bytes -= batch.bytes();
      notifyAll();
    }
    return batch;
  }

  /** Writer: no batch is taken any more. */
  synchronized void abandon() {
    abandoned = true;
    batches.clear();
    bytes = 0;
    notifyAll();
  }

  /** Waits for a moment; every caller looks at its condition again in a loop. */
  @SuppressWarnings("WaitNotInLoop")
  private void look() {
    control.check();
    try {
      wait(LOOK_MILLIS);
    } catch (InterruptedException e) {
      throw control.interrupted(e);
    }
    control.check();
  }
}
