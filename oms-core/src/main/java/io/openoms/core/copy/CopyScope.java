package io.openoms.core.copy;

import io.openoms.FullOptions;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.index.IndexBuilds;
import io.openoms.core.plan.Roles;
import io.openoms.core.progress.ProgressMeter;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Control;
import io.openoms.core.task.Failures;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowBatches;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What the tasks of one copy share.
 *
 * @param options the options
 * @param roles the endpoints
 * @param state the stored state
 * @param control go on, wait or stop
 * @param reporter events
 * @param meter figures
 * @param indexBuilds indexes at work
 * @param queue what is left to do
 * @param transfers chunks on their way to a writer
 * @param backOff holds writers back while the sink is short of memory
 * @param batches makes batches, from the memory of those that are written
 */
record CopyScope(
    FullOptions options,
    Roles roles,
    ProjectState state,
    Control control,
    Reporter reporter,
    ProgressMeter meter,
    IndexBuilds indexBuilds,
    CopyQueue queue,
    ArrayBlockingQueue<ChunkTransfer> transfers,
    BackOff backOff,
    RowBatches batches) {

  /** Bytes that one chunk may have under way, so that all together keep within the buffer. */
  long bytesPerTransfer() {
    int underWay = 2 * options.readers() + options.writers();
    return Math.max(options.batchBytes(), options.bufferBytes() / underWay);
  }

  /** A step that was not tried yet. */
  Attempts attempts() {
    return new Attempts(options);
  }

  /**
   * Writes bookkeeping, again while the sink is short of memory or a lock is held: it answers, so
   * nothing was stored. A lost link is thrown on, for then it may have been.
   */
  void store(ObjectName object, Runnable write) {
    Attempts attempts = attempts();
    while (true) {
      try {
        write.run();
        return;
      } catch (MigrationException e) {
        control.check();
        boolean inDoubt = e.code().category() == ErrorCategory.TRANSIENT;
        OptionalLong delay = inDoubt ? OptionalLong.empty() : attempts.next(e);
        if (delay.isEmpty()) {
          throw e;
        }
        reporter.error(e.in(ErrorContext.of(object).withPhase(Phase.FULL)), true);
        control.sleep(TimeUnit.NANOSECONDS.toMillis(delay.getAsLong()));
      }
    }
  }

  /** Stores a table as it is now. */
  void store(String writer, TableCopy table) {
    store(table.object().source(), () -> state.put(writer, table.object()));
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
