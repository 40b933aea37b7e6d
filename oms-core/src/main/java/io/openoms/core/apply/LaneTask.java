package io.openoms.core.apply;

import io.openoms.DeadLetters;
import io.openoms.ObjectName;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.Cascades;
import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Control;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.RowSink;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Applies lanes' shares, each in one transaction with its mark. After a transient error, also one
 * that leaves a commit in doubt, the lane's bookkeeping row tells whether it was applied.
 */
final class LaneTask implements Runnable {

  private static final long LOOK_MILLIS = 50;

  private final BlockingQueue<LaneWork> queue;
  private final RowSink sink;
  private final ProjectState state;
  private final ChangeSetWriter writer;
  private final SourceRows source;
  private final Repeater repeater;
  private final Control control;
  private volatile boolean finished;
  private @Nullable SinkConnection connection;

  LaneTask(
      BlockingQueue<LaneWork> queue,
      RowSink sink,
      ProjectState state,
      SourceRows source,
      Cascades cascades,
      Optional<DeadLetters> deadLetters,
      Repeater repeater,
      Control control) {
    this.queue = queue;
    this.sink = sink;
    this.state = state;
    this.writer = new ChangeSetWriter(deadLetters, source, cascades, sink.capabilities());
    this.source = source;
    this.repeater = repeater;
    this.control = control;
  }

  void finish() {
    finished = true;
  }

  @Override
  public void run() {
    try {
      while (!finished) {
        control.check();
        LaneWork work = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (work != null) {
          work(work);
        }
      }
    } catch (InterruptedException e) {
      throw control.interrupted(e);
    } finally {
      disconnect();
    }
  }

  private void work(LaneWork work) {
    try {
      work.result().complete(apply(work));
    } catch (MigrationException e) {
      work.result().completeExceptionally(e);
      throw e;
    }
  }

  private LaneResult apply(LaneWork work) {
    return repeater.run(
        ErrorContext.none().withPosition(work.position()), number -> attempt(work, number));
  }

  private LaneResult attempt(LaneWork work, int number) {
    try {
      return number > 0 && isApplied(work) ? LaneResult.doneBefore(converging(work)) : write(work);
    } catch (MigrationException e) {
      disconnect();
      throw e;
    }
  }

  /**
   * Whether an attempt that failed was committed after all. Advancing the row waits for a
   * transaction that still hangs in the server, so the answer is final.
   */
  private boolean isApplied(LaneWork work) {
    try (SinkTransaction tx = connection().begin()) {
      tx.state().advance(state.writer(work.lane()));
      return state.window(work.lane()) >= work.window();
    }
  }

  private Set<ObjectName> converging(LaneWork work) {
    return work.net().all().stream()
        .filter(TableChangeSet::lenient)
        .flatMap(set -> source.sharing(set.table()).stream())
        .map(ApplyTable::source)
        .collect(Collectors.toSet());
  }

  private LaneResult write(LaneWork work) {
    long began = System.nanoTime();
    try (SinkTransaction tx = connection().begin()) {
      WrittenChanges written =
          writer.write(
              tx, work.net(), work.position(), () -> tx.state().advance(state.writer(work.lane())));
      source.convergeUpToNow(work.net().all(), written.settled(), tx.state());
      work.after().ifPresent(after -> tx.state().putApply(state.project(), after));
      tx.state().advance(state.writer(work.lane()), work.window());
      long executed = System.nanoTime();
      tx.commit();
      return new LaneResult(written, executed - began, System.nanoTime() - executed);
    }
  }

  private SinkConnection connection() {
    SinkConnection open = connection;
    if (open == null) {
      open = sink.connect();
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
