package io.openoms.core.copy;

import io.openoms.FullOptions;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.index.IndexBuilds;
import io.openoms.core.plan.Roles;
import io.openoms.core.progress.ProgressMeter;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Attempts;
import io.openoms.core.task.Control;
import io.openoms.core.task.Failures;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowBatches;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/**
 * What the tasks of one copy share.
 *
 * @param options the options
 * @param repeater does steps again after transient errors
 * @param roles the endpoints
 * @param state the stored state
 * @param control go on, wait or stop
 * @param reporter events
 * @param meter figures
 * @param indexBuilds indexes at work
 * @param queue what is left to do
 * @param transfers chunks on their way to a writer
 * @param throttle holds writers back while the sink is short of memory
 * @param batches makes batches, from the memory of those that are written
 * @param whenRead looks at a table once its last row is read; what it throws fails the table
 */
record CopyScope(
    FullOptions options,
    Repeater repeater,
    Roles roles,
    ProjectState state,
    Control control,
    Reporter reporter,
    ProgressMeter meter,
    IndexBuilds indexBuilds,
    CopyQueue queue,
    ArrayBlockingQueue<ChunkTransfer> transfers,
    OverloadThrottle throttle,
    RowBatches batches,
    Consumer<MigratedObject> whenRead) {

  /** Bytes that one chunk may have under way, so that all together keep within the buffer. */
  long bytesPerTransfer() {
    int underWay = 2 * options.readers() + options.writers();
    return Math.max(options.batchBytes(), options.bufferBytes() / underWay);
  }

  /** A step that was not tried yet. */
  Attempts attempts() {
    return repeater.attempts();
  }

  /** Stores a table as it is now. */
  void store(String writer, TableCopy table) {
    repeater.run(ErrorContext.of(table.object().source()), () -> state.put(writer, table.object()));
  }

  /** Ends a table with an error, or throws it on when it concerns the whole run. */
  void failTable(String writer, TableCopy table, MigrationException cause) {
    MigrationException error =
        cause.in(ErrorContext.of(table.object().source()).withPhase(Phase.FULL));
    if (Failures.endsRun(error)) {
      throw error;
    }
    queue.finished(table);
    if (table.object().isFailed()) {
      return;
    }
    table.object().fail(ObjectStatus.FAILED, error);
    store(writer, table);
    reporter.error(error, false);
    reporter.object(Phase.FULL, table.object(), Optional.of(error.getMessage()));
  }
}
