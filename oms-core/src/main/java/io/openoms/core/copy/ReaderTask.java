package io.openoms.core.copy;

import io.openoms.core.task.Limits;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowBatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Splits tables and reads chunks, one at a time, until nothing is left. */
final class ReaderTask implements Runnable {

  private static final long IDLE_MILLIS = 20;
  private static final long LOOK_MILLIS = 50;

  private final int number;
  private final CopyScope scope;
  private final Limits limits;
  private final TableSplitter splitter;

  /** One of the readers, by its number from 0 on. */
  ReaderTask(int number, CopyScope scope) {
    this.number = number;
    this.scope = scope;
    this.limits = scope.control().limits();
    this.splitter = new TableSplitter(toString(), scope);
  }

  @Override
  public void run() {
    while (!scope.queue().isDone()) {
      scope.control().check();
      boolean rests = scope.control().isPaused() || number >= limits.now().readers();
      if (rests || !step()) {
        scope.control().sleep(IDLE_MILLIS);
      }
    }
  }

  private boolean step() {
    TableCopy split = scope.queue().nextSplit();
    if (split != null) {
      splitter.splitNext(split);
      return true;
    }
    ChunkJob job = scope.queue().nextChunk();
    if (job != null) {
      read(job);
      return true;
    }
    return false;
  }

  private void read(ChunkJob job) {
    ChunkTransfer transfer = new ChunkTransfer(job, scope.bytesPerTransfer(), scope.control());
    hand(transfer);
    try {
      try (ChunkReading reading =
          ChunkReading.of(scope.roles().snapshot(), job.table(), job.chunk(), scope.batches())) {
        reading.position().ifPresent(transfer::readAt);
        pass(reading, transfer);
      }
      transfer.end();
    } catch (MigrationException e) {
      // The writer rolls the chunk back and decides whether it is tried again.
      transfer.fail(e);
    } catch (RuntimeException | Error e) {
      transfer.abandon();
      throw e;
    }
  }

  private void pass(ChunkReading rows, ChunkTransfer transfer) {
    RowBatch batch = next(rows);
    while (batch != null && transfer.put(batch)) {
      batch = next(rows);
    }
  }

  private @Nullable RowBatch next(ChunkReading rows) {
    scope.control().check();
    RowBatch batch = rows.next();
    if (batch != null) {
      limits.rows().obey(batch.rows(), scope.control()::sleep);
      limits.bytes().obey(batch.bytes(), scope.control()::sleep);
    }
    return batch;
  }

  private void hand(ChunkTransfer transfer) {
    try {
      while (!scope.transfers().offer(transfer, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        scope.control().check();
      }
    } catch (InterruptedException e) {
      throw scope.control().interrupted(e);
    }
  }

  @Override
  public String toString() {
    return "reader-" + number;
  }
}
