package io.openoms.core.copy;

import io.openoms.core.error.EngineError;
import io.openoms.core.task.RateLimit;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Splits tables and reads chunks, one at a time, until nothing is left. */
final class ReaderTask implements Runnable {

  private static final long IDLE_MILLIS = 20;
  private static final long LOOK_MILLIS = 50;

  private final String name;
  private final CopyScope scope;
  private final RateLimit rowLimit;
  private final RateLimit byteLimit;
  private final TableSplitter splitter;

  /** A reader; the limits are shared by all readers. */
  ReaderTask(String name, CopyScope scope, RateLimit rowLimit, RateLimit byteLimit) {
    this.name = name;
    this.scope = scope;
    this.rowLimit = rowLimit;
    this.byteLimit = byteLimit;
    this.splitter = new TableSplitter(name, scope);
  }

  @Override
  public void run() {
    while (!scope.queue().isDone()) {
      scope.control().check();
      if (scope.control().isPaused() || !step()) {
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
      if (job.table().isReadExactly()) {
        readExactly(job, transfer);
      } else {
        try (RowReader rows =
            scope.roles().snapshot().read(job.table().read(), job.chunk().range(), batches())) {
          pass(rows, transfer);
        }
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

  private void readExactly(ChunkJob job, ChunkTransfer transfer) {
    TableRead read = job.table().read();
    try (ReadPoint point = scope.roles().snapshot().readPoint(List.of(read))) {
      point.position().ifPresent(transfer::readAt);
      requirePosition(job.table(), point);
      try (RowReader rows = point.read(read, job.chunk().range(), batches())) {
        pass(rows, transfer);
      }
    }
  }

  private RowBatches batches() {
    return scope.batches();
  }

  private void pass(RowReader rows, ChunkTransfer transfer) {
    RowBatch batch = next(rows);
    while (batch != null && transfer.put(batch)) {
      batch = next(rows);
    }
  }

  /** Without a position, changes during the copy would be applied to rows that have them. */
  private static void requirePosition(TableCopy table, ReadPoint point) {
    if (point.position().isEmpty() && table.needsPosition()) {
      boolean cascaded = !table.read().key().isEmpty();
      throw new MigrationException(
          cascaded ? EngineError.CASCADES_NOT_LOGGED : EngineError.POSITION_UNKNOWN,
          ErrorContext.of(table.object().source()),
          (cascaded
                  ? "the source's log does not show how foreign keys change its rows"
                  : "it has no key")
              + ", so its changes are applied from the one position at which it is read, which is"
              + " not known: "
              + point.whyNoPosition()
              + "; prechecks name the privileges that this needs");
    }
  }

  private @Nullable RowBatch next(RowReader rows) {
    scope.control().check();
    RowBatch batch = rows.next();
    if (batch != null) {
      rowLimit.obey(batch.rows(), scope.control()::sleep);
      byteLimit.obey(batch.bytes(), scope.control()::sleep);
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
    return name;
  }
}
