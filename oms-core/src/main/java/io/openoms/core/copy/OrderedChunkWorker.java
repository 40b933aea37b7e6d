package io.openoms.core.copy;

import io.openoms.core.task.Attempts;
import io.openoms.core.task.Failures;
import io.openoms.core.task.RateLimit;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.remote.ChunkId;
import io.openoms.spi.remote.ChunkResult;
import io.openoms.spi.remote.ChunkResult.Outcome;
import io.openoms.spi.remote.ChunkWorker;
import io.openoms.spi.remote.CopyOrder;
import io.openoms.spi.state.StoredChunk;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes chunks of an order, by turns in one thread. */
public final class OrderedChunkWorker implements ChunkWorker {

  private static final Logger LOG = LoggerFactory.getLogger(OrderedChunkWorker.class);

  private static final ChunkResult DONE = new ChunkResult(Outcome.DONE_BEFORE, 0, 0, "");

  private final RemoteSide side;
  private final RowBatches batches;
  private final ChunkCommit commit;
  private final RateLimit rowLimit;
  private final RateLimit byteLimit;

  private OrderedChunkWorker(RemoteSide side, int number) {
    this.side = side;
    this.batches =
        new RowBatches(new BatchLimits(side.options().batchRows(), side.options().batchBytes()));
    this.commit =
        new ChunkCommit(
            "writer-" + number,
            side.options().conflict(),
            side.roles(),
            side.state(),
            side.control(),
            batches);
    this.rowLimit = share(side.options().rowsPerSecond());
    this.byteLimit = share(side.options().bytesPerSecond());
  }

  /** All workers together keep within the limit. */
  private RateLimit share(long limit) {
    return RateLimit.of(limit == 0 ? 0 : Math.max(1, limit / side.order().workers()));
  }

  /** Opens both endpoints. Blocks. */
  public static OrderedChunkWorker open(ProjectDefinition project, CopyOrder order, int number) {
    if (number < 0 || number >= order.workers()) {
      throw new IllegalArgumentException(
          "worker " + number + " has no writer: there are " + order.workers());
    }
    return new OrderedChunkWorker(RemoteSide.open(project, order), number);
  }

  @Override
  public ChunkResult copy(ChunkId chunk) {
    return side.work(() -> attempt(chunk));
  }

  private ChunkResult attempt(ChunkId chunk) {
    Attempts attempts = side.repeater().attempts();
    while (true) {
      try {
        return attempts.isFirst() || !isDone(chunk) ? once(chunk) : DONE;
      } catch (MigrationException e) {
        commit.close();
        side.control().check();
        MigrationException error =
            e.in(ErrorContext.of(chunk.table()).withPosition("chunk " + chunk.number()));
        OptionalLong delay = attempts.next(error);
        if (delay.isEmpty()) {
          return end(chunk, error);
        }
        LOG.warn("A chunk is tried again: {}", error.getMessage());
        side.control().sleep(TimeUnit.NANOSECONDS.toMillis(delay.getAsLong()));
      }
    }
  }

  /**
   * Another attempt at the chunk, elsewhere, may have been first, and be the cause of the error.
   */
  private ChunkResult end(ChunkId chunk, MigrationException error) {
    if (error.code().category() == ErrorCategory.STATE) {
      throw error;
    }
    return side.repeater().ask(() -> isDone(chunk)) ? DONE : given(error);
  }

  private static ChunkResult given(MigrationException error) {
    if (Failures.endsRun(error)) {
      throw error;
    }
    return new ChunkResult(Outcome.LEFT, 0, 0, error.getMessage());
  }

  /** A chunk that is told again, after its process had failed, may have been done by that one. */
  private ChunkResult once(ChunkId chunk) {
    TableCopy table = side.table(chunk.table());
    Optional<StoredChunk> open =
        side.state().pendingChunks(table.object()).stream()
            .filter(stored -> stored.number() == chunk.number())
            .findFirst();
    if (open.isEmpty()) {
      return DONE;
    }
    try (ChunkReading reading =
        ChunkReading.of(side.roles().snapshot(), table, open.get(), batches)) {
      ChunkCommit.Written written = commit.commit(table, open.get(), rows(reading));
      return new ChunkResult(Outcome.COPIED, written.rows(), written.bytes(), "");
    }
  }

  private ChunkRows rows(ChunkReading reading) {
    return new ChunkRows() {
      @Override
      public @Nullable RowBatch next(SinkTransaction tx) {
        side.control().check();
        RowBatch batch = reading.next();
        if (batch != null) {
          rowLimit.obey(batch.rows(), side.control()::sleep);
          byteLimit.obey(batch.bytes(), side.control()::sleep);
        }
        return batch;
      }

      @Override
      public Optional<Position> position() {
        return reading.position();
      }
    };
  }

  private boolean isDone(ChunkId chunk) {
    return commit.isDone(chunk.table(), chunk.number());
  }

  @Override
  public void close() {
    side.close();
  }
}
