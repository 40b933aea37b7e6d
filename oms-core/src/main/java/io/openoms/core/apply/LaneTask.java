package io.openoms.core.apply;

import io.openoms.DeadLetters;
import io.openoms.ObjectName;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.Cascades;
import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.core.commit.CommitProtocol;
import io.openoms.core.commit.Committed;
import io.openoms.core.commit.Ownership;
import io.openoms.core.commit.Unit;
import io.openoms.core.crossing.RowConflictException;
import io.openoms.core.error.EngineError;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Control;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.RowSink;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.state.StateTransaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Applies lanes' shares, each with its checkpoint. After a transient error, also one that leaves a
 * commit in doubt, the lane's row in the state shows whether it was applied.
 */
final class LaneTask implements Runnable {

  private static final long LOOK_MILLIS = 50;

  private final BlockingQueue<LaneWork> queue;
  private final RowSink sink;
  private final CommitProtocol commit;
  private final ProjectState state;
  private final ChangeSetWriter writer;
  private final SourceRows source;
  private final Optional<ExpectedRows> expected;
  private final Repeater repeater;
  private final Control control;
  private volatile boolean finished;
  private @Nullable SinkConnection connection;

  LaneTask(
      BlockingQueue<LaneWork> queue,
      RowSink sink,
      CommitProtocol commit,
      ProjectState state,
      SourceRows source,
      Cascades cascades,
      Optional<DeadLetters> deadLetters,
      Optional<ExpectedRows> expected,
      Repeater repeater,
      Control control) {
    this.queue = queue;
    this.sink = sink;
    this.commit = commit;
    this.state = state;
    this.writer = new ChangeSetWriter(deadLetters, source, cascades, sink.capabilities());
    this.source = source;
    this.expected = expected;
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
      return number > 0 && isApplied(work)
          ? LaneResult.doneBefore(converging(work))
          : writeAsExpected(work, number > 0 || work.again());
    } catch (RowConflictException e) {
      return LaneResult.conflicting(e.conflicts());
    } catch (MigrationException e) {
      disconnect();
      throw e;
    }
  }

  /**
   * A row that an application writes between our look and our own write is in the way: nothing was
   * committed, and a second look finds it to be a conflict.
   */
  private LaneResult writeAsExpected(LaneWork work, boolean again) {
    try {
      return write(work, again);
    } catch (MigrationException e) {
      if (expected.isEmpty() || e.code() != EngineError.ROW_DIVERGED) {
        throw e;
      }
      disconnect();
      return write(work, again);
    }
  }

  /**
   * Whether an attempt that failed was committed after all. Advancing the row waits for a
   * transaction that still hangs in the server, so the answer is final.
   */
  private boolean isApplied(LaneWork work) {
    return commit.ask(
        connection(),
        tx -> {
          tx.advance(state.writer(work.lane()));
          return state.window(work.lane()) >= work.window();
        });
  }

  private Set<ObjectName> converging(LaneWork work) {
    return work.net().all().stream()
        .filter(TableChangeSet::lenient)
        .flatMap(set -> source.sharing(set.table()).stream())
        .map(ApplyTable::source)
        .collect(Collectors.toSet());
  }

  private LaneResult write(LaneWork work, boolean again) {
    Committed<WrittenChanges> committed =
        commit.commit(connection(), state.writer(work.lane()), unit(work, again));
    return new LaneResult(
        committed.written(), committed.executeNanos(), committed.commitNanos(), List.of());
  }

  private Unit<WrittenChanges> unit(LaneWork work, boolean again) {
    return new Unit<>() {
      @Override
      public WrittenChanges write(SinkTransaction rows, Ownership ownership) {
        expected.ifPresent(
            compared -> {
              // The mark comes first: the other direction leaves out what follows it.
              ownership.prove();
              compared.require(rows.changes(), work.net());
            });
        WrittenChanges written = writer.write(rows, work.net(), work.position(), ownership::prove);
        return again && commit.repeatsRows() ? written.alsoSettled(converging(work)) : written;
      }

      @Override
      public void checkpoint(WrittenChanges written, StateTransaction tx) {
        source.convergeUpToNow(work.net().all(), written.settled(), tx);
        written
            .handedOver()
            .forEach((target, keys) -> tx.addDeadLetters(state.project(), target, keys));
        work.after().ifPresent(after -> tx.putApply(state.project(), after));
        tx.advance(state.writer(work.lane()), work.window());
      }
    };
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
