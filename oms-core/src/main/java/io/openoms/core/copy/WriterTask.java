package io.openoms.core.copy;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.commit.CommitProtocol;
import io.openoms.core.commit.Ownership;
import io.openoms.core.commit.Unit;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Attempts;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.state.StateTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes chunks, one at a time, each with its mark, and builds indexes once a table's rows are
 * there.
 */
final class WriterTask implements Runnable {

  private static final long IDLE_MILLIS = 20;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  private final String name;
  private final CopyScope scope;
  private final IndexBuilder indexes;
  private final CommitProtocol commit;
  private final RowInsertion insertion;
  private @Nullable SinkConnection connection;

  WriterTask(String name, CopyScope scope) {
    this.name = name;
    this.scope = scope;
    this.indexes = new IndexBuilder(name, scope);
    this.commit = scope.commit();
    this.insertion =
        new RowInsertion(
            scope.options().conflict(), commit, scope.roles().rowSink().capabilities());
  }

  @Override
  public void run() {
    try {
      while (!scope.queue().isDone()) {
        scope.control().check();
        List<TableCopy> tables = scope.control().isPaused() ? null : scope.queue().nextIndexing();
        if (tables != null) {
          indexes.build(tables);
        } else {
          nextTransfer();
        }
      }
    } finally {
      disconnect();
    }
  }

  private void nextTransfer() {
    try {
      ChunkTransfer transfer = scope.transfers().poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      if (transfer != null) {
        scope.throttle().await(scope.control());
        write(transfer);
      }
    } catch (InterruptedException e) {
      throw scope.control().interrupted(e);
    }
  }

  private void write(ChunkTransfer transfer) {
    ChunkJob job = transfer.job();
    TableCopy table = job.table();
    try {
      if (table.object().isFailed()) {
        return;
      }
      if (job.attempts().isFirst() || !isDoneAlready(job)) {
        table.object().addRows(copy(transfer));
        scope.throttle().relieved();
      } else {
        readBack(table);
      }
      if (table.closedOne()) {
        scope.queue().arrived(table);
      }
    } catch (MigrationException e) {
      disconnect();
      scope.control().check();
      retryOrFail(job, e);
    } finally {
      transfer.abandon();
      scope.queue().chunkEnded();
    }
  }

  private long copy(ChunkTransfer transfer) {
    MigratedObject object = transfer.job().table().object();
    LeftOutRows leftOut = new LeftOutRows(transfer.job().table().read());
    Written written =
        commit.commit(connection(), scope.state().writer(name), unit(transfer, leftOut)).written();
    transfer.position().ifPresent(at -> object.move(Transition.READ_AT, Optional.of(at)));
    scope.meter().count(written.rows(), written.bytes());
    object.addBytes(written.bytes());
    object.addConflicts(leftOut.count());
    leftOut.report(object, scope.reporter());
    return written.rows() - leftOut.count();
  }

  /** What a chunk has brought, with the rows that were left out. */
  private record Written(long rows, long bytes) {}

  private Unit<Written> unit(ChunkTransfer transfer, LeftOutRows leftOut) {
    return new Unit<>() {
      @Override
      public Written write(SinkTransaction tx, Ownership ownership) {
        return writeAll(transfer, tx, ownership, leftOut);
      }

      @Override
      public void checkpoint(Written written, StateTransaction state) {
        complete(transfer, written.rows() - leftOut.count(), leftOut.count(), state);
      }
    };
  }

  private Written writeAll(
      ChunkTransfer transfer, SinkTransaction tx, Ownership ownership, LeftOutRows leftOut) {
    long rows = 0;
    long bytes = 0;
    for (RowBatch batch = next(transfer, tx); batch != null; batch = next(transfer, tx)) {
      ownership.beforeRows();
      TableCopy table = transfer.job().table();
      insertion.insert(tx, table.object().target(), table.read(), table.origin(), batch, leftOut);
      rows += batch.rows();
      bytes += batch.bytes();
      scope.batches().recycle(batch);
      scope.control().check();
    }
    return new Written(rows, bytes);
  }

  private void complete(ChunkTransfer transfer, long rows, long leftOut, StateTransaction state) {
    ChunkJob job = transfer.job();
    MigratedObject object = job.table().object();
    state.completeChunk(project(), object.source(), job.chunk().number(), rows, leftOut);
    if (job.table().isReadExactly()) {
      // The rows and the one position at which this attempt has read them.
      state.putObject(project(), object.storedAfter(Transition.READ_AT, transfer.position()));
    }
    state.advance(scope.state().writer(name));
  }

  /** A reader may search for long, or be held back by a limit. */
  private static @Nullable RowBatch next(ChunkTransfer transfer, SinkTransaction tx) {
    while (!transfer.await(KEEP_ALIVE)) {
      tx.keepAlive();
    }
    return transfer.take();
  }

  /**
   * Whether an attempt that failed had been committed after all. Marking the chunk waits for that
   * attempt's transaction when it still hangs in the server, so the answer is final.
   */
  private boolean isDoneAlready(ChunkJob job) {
    ObjectName source = job.table().object().source();
    return commit.ask(
        connection(), tx -> !tx.completeChunk(project(), source, job.chunk().number(), 0, 0));
  }

  /** Takes over what the attempt has stored that was committed: where it has read its rows. */
  private void readBack(TableCopy table) {
    if (table.isReadExactly()) {
      scope.state().read().stream()
          .flatMap(project -> project.objects().stream())
          .filter(stored -> stored.source().equals(table.object().source()))
          .forEach(table.object()::copiedAs);
    }
  }

  private void retryOrFail(ChunkJob job, MigrationException cause) {
    MigrationException error =
        cause.in(
            ErrorContext.of(job.table().object().source())
                .withPhase(Phase.FULL)
                .withPosition(job.toString()));
    OptionalLong delay = job.attempts().next(error);
    if (Attempts.isOverload(error)) {
      delay = scope.throttle().isHopeless() ? OptionalLong.empty() : delay;
      delay.ifPresent(nanos -> throttle(error, nanos));
    }
    if (delay.isEmpty()) {
      scope.failTable(name, job.table(), error);
      return;
    }
    scope.reporter().error(error, true);
    scope.queue().addChunk(job.after(delay.getAsLong()));
  }

  private void throttle(MigrationException error, long nanos) {
    scope.throttle().hold(nanos);
    scope
        .reporter()
        .warning(
            WarningCode.WRITERS_HELD_BACK,
            error.context(),
            "a server is short of memory or busy; no chunk is begun for "
                + TimeUnit.NANOSECONDS.toMillis(nanos)
                + " ms");
  }

  private String project() {
    return scope.state().project();
  }

  private SinkConnection connection() {
    SinkConnection open = connection;
    if (open == null) {
      open = scope.roles().rowSink().connect();
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
