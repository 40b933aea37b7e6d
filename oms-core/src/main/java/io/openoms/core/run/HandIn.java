package io.openoms.core.run;

import io.openoms.core.error.EngineError;
import io.openoms.core.task.Control;
import io.openoms.core.task.EventPump;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/**
 * Hands the task that leads a run to the caller's executor, and ends the run when the executor will
 * never begin it. Only who waits for the run can see that: no thread of the run's is there yet.
 * Thread-safe.
 */
final class HandIn {

  private static final Duration BEGIN_LIMIT = Duration.ofSeconds(30);

  private final Executor executor;
  private final Control control;
  private final LeadingTask task;
  private final int threads;
  private final Duration limit;
  private volatile long handedIn = System.nanoTime();

  /**
   * A run's.
   *
   * @param threads with fewer the run never ends
   */
  HandIn(Executor executor, Control control, LeadingTask task, int threads) {
    this(executor, control, task, threads, BEGIN_LIMIT);
  }

  /**
   * For tests.
   *
   * @param limit how long the executor may take to begin
   */
  HandIn(Executor executor, Control control, LeadingTask task, int threads, Duration limit) {
    this.executor = executor;
    this.control = control;
    this.task = task;
    this.threads = threads;
    this.limit = limit;
  }

  /**
   * Hands the task in. An executor that is known to be too small ends the run before it begins.
   *
   * @throws MigrationException when the executor refuses it; the run has ended then
   */
  void begin(String role) {
    handedIn = System.nanoTime();
    int there = ExecutorSize.of(executor).orElse(threads);
    if (there < threads) {
      task.endUnbegun(starved("the executor has " + there + " threads"));
      return;
    }
    try {
      new TaskGroup(executor, control, new EventPump(List.of()), () -> {}).start(role, task);
    } catch (MigrationException e) {
      task.endUnbegun(e);
      throw e;
    }
  }

  /** Looks whether the task can still begin; called now and then by who waits for the run. */
  void look() {
    if (task.isTaken()) {
      return;
    }
    if (executor instanceof ExecutorService service && service.isTerminated()) {
      control.stop();
      task.endUnbegun(null);
    } else if (System.nanoTime() - handedIn > limit.toNanos()) {
      task.endUnbegun(
          starved(
              "the executor did not begin the run within "
                  + limit.toSeconds()
                  + " s: its threads are all at work, perhaps the one that waits for the run"));
    }
  }

  private MigrationException starved(String why) {
    return new MigrationException(
        EngineError.EXECUTOR_STARVED,
        ErrorContext.none(),
        why + "; the run needs " + threads + " free threads at least");
  }
}
