package io.openoms.core.task;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of one phase on the caller's executor. The coordinating task starts them and waits for
 * them, delivering events meanwhile. The first failure stops the others.
 */
public final class TaskGroup {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration INTERRUPTED_LIMIT = Duration.ofSeconds(4);
  private static final long TICK_MILLIS = 50;
  private static final long LOOK_MILLIS = 5;

  private final Executor executor;
  private final Control control;
  private final EventPump pump;
  private final Runnable tick;
  private final List<Task> tasks = new ArrayList<>();

  /**
   * A group without tasks.
   *
   * @param tick called by the waiting thread every 50 ms or so
   */
  public TaskGroup(Executor executor, Control control, EventPump pump, Runnable tick) {
    this.executor = executor;
    this.control = control;
    this.pump = pump;
    this.tick = tick;
  }

  /**
   * Hands a task to the executor.
   *
   * @param role tasks of one role can stand in for each other; each role needs one thread
   */
  public void start(String role, Runnable work) {
    Task task = new Task(role, work, control, Thread.currentThread());
    tasks.add(task);
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      task.cancelIfNotBegun();
      if (Thread.currentThread().isInterrupted()) {
        throw control.interrupted(e);
      }
      control.stop();
      throw new MigrationException(
          EngineError.EXECUTOR_UNFIT,
          ErrorContext.none(),
          "the executor refused a " + role + " task; is it shut down?",
          e);
    }
    if (task.ranInline()) {
      control.stop();
      throw new MigrationException(
          EngineError.EXECUTOR_UNFIT,
          ErrorContext.none(),
          "the executor runs tasks in the thread that hands them in; give one with threads");
    }
  }

  /**
   * Waits until every task has ended.
   *
   * @throws MigrationException the first failure of a task
   */
  public void await() {
    long began = System.nanoTime();
    while (!isOver()) {
      deliver();
      tick.run();
      if (failure() != null) {
        control.stop();
      } else if (System.nanoTime() - began > START_LIMIT.toNanos() && !control.isPaused()) {
        requireEachRole();
      }
      if (control.isStopped()) {
        tasks.forEach(Task::cancelIfNotBegun);
      }
    }
    tick.run();
    MigrationException failure = failure();
    if (failure != null) {
      throw failure;
    }
  }

  /** Waits until every task has ended; what they fail with is not told. For tasks told to end. */
  public void awaitQuietly() {
    while (!isOver()) {
      if (control.isStopped()) {
        tasks.forEach(Task::cancelIfNotBegun);
      }
      try {
        pump.deliver(TICK_MILLIS);
      } catch (InterruptedException e) {
        control.interrupted(e);
        endSoon();
        return;
      }
    }
  }

  private void deliver() {
    try {
      pump.deliver(TICK_MILLIS);
    } catch (InterruptedException e) {
      MigrationException interrupted = control.interrupted(e);
      endSoon();
      throw interrupted;
    }
  }

  /**
   * Waits for the tasks of a run whose threads the host has interrupted, but not for one that hangs
   * in a call to a server: it ends when the sessions are closed.
   */
  private void endSoon() {
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + INTERRUPTED_LIMIT.toNanos();
    tasks.forEach(Task::cancelIfNotBegun);
    while (!isOver() && System.nanoTime() < end) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireEachRole() {
    List<String> roles = tasks.stream().map(Task::role).distinct().toList();
    for (String role : roles) {
      boolean none = tasks.stream().filter(t -> t.role().equals(role)).noneMatch(Task::hasBegun);
      if (none) {
        control.stop();
        tasks.forEach(Task::cancelIfNotBegun);
        throw new MigrationException(
            EngineError.EXECUTOR_STARVED,
            ErrorContext.none(),
            "no "
                + role
                + " task began within "
                + START_LIMIT.toSeconds()
                + " s; the run needs a thread for itself and one for each of "
                + roles);
      }
    }
  }

  /** Whether every task has ended. */
  public boolean isOver() {
    return tasks.stream().allMatch(Task::isOver);
  }

  /** The first failure of a task; null while there is none. */
  public @Nullable MigrationException failure() {
    for (Task task : tasks) {
      if (task.failure() != null) {
        return task.failure();
      }
    }
    return null;
  }
}
