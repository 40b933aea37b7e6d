package io.openoms.core.copy;

import io.openoms.Phase;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Attempts;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Writes chunks, one at a time, each with its mark, and builds indexes once a table's rows are
 * there.
 */
final class WriterTask implements Runnable {

  private static final long IDLE_MILLIS = 20;

  private final int number;
  private final String name;
  private final CopyScope scope;
  private final IndexBuilder indexes;
  private final ChunkCommit commit;

  /** One of the writers, by its number from 0 on. */
  WriterTask(int number, CopyScope scope) {
    this.number = number;
    this.name = "writer-" + number;
    this.scope = scope;
    this.indexes = new IndexBuilder(name, scope);
    this.commit =
        new ChunkCommit(
            name,
            scope.options().conflict(),
            scope.roles(),
            scope.state(),
            scope.control(),
            scope.batches());
  }

  @Override
  public void run() {
    try {
      while (!scope.queue().isDone()) {
        scope.control().check();
        if (number < scope.control().limits().now().writers()) {
          step();
        } else {
          scope.control().sleep(IDLE_MILLIS);
        }
      }
    } finally {
      commit.close();
    }
  }

  private void step() {
    List<TableCopy> tables = scope.control().isPaused() ? null : scope.queue().nextIndexing();
    if (tables != null) {
      indexes.build(tables);
    } else {
      nextTransfer();
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
      commit.close();
      scope.control().check();
      retryOrFail(job, e);
    } finally {
      transfer.abandon();
      scope.queue().chunkEnded();
    }
  }

  private long copy(ChunkTransfer transfer) {
    TableCopy table = transfer.job().table();
    MigratedObject object = table.object();
    ChunkCommit.Written written = commit.commit(table, transfer.job().chunk(), transfer);
    transfer.position().ifPresent(at -> object.move(Transition.READ_AT, Optional.of(at)));
    scope.meter().count(written.rows(), written.bytes());
    object.addBytes(written.bytes());
    object.addConflicts(written.leftOut().count());
    written.leftOut().report(object, scope.reporter());
    return written.arrived();
  }

  private boolean isDoneAlready(ChunkJob job) {
    return commit.isDone(job.table().object().source(), job.chunk().number());
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
}
