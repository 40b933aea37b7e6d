package io.openoms.core.task;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One task on the caller's executor, with its fate. Thread-safe. */
final class Task implements Runnable {

  private enum Stage {
    WAITING,
    BEGUN,
    OVER
  }

  private final String role;
  private final Runnable work;
  private final Control control;
  private final Thread starter;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
  private volatile @Nullable MigrationException failure;
  private volatile boolean inline;

  Task(String role, Runnable work, Control control, Thread starter) {
    this.role = role;
    this.work = work;
    this.control = control;
    this.starter = starter;
  }

  @Override
  public void run() {
    if (Thread.currentThread() == starter) {
      inline = true;
      stage.set(Stage.OVER);
      return;
    }
    if (!stage.compareAndSet(Stage.WAITING, Stage.BEGUN)) {
      return;
    }
    try {
      work.run();
    } catch (MigrationException e) {
      fail(control.causeOf(e));
    } catch (Throwable e) {
      // Errors too: a task that dies unseen would leave the run waiting for ever.
      fail(
          control.causeOf(
              new MigrationException(
                  EngineError.UNEXPECTED, ErrorContext.none(), role + " task failed: " + e, e)));
    } finally {
      stage.set(Stage.OVER);
    }
  }

  private void fail(MigrationException error) {
    boolean becauseOfStop = error.code() == EngineError.RUN_STOPPED && control.isStopped();
    if (!becauseOfStop) {
      failure = error;
    }
  }

  /** A stopped run does not wait for a task that the executor never began. */
  void cancelIfNotBegun() {
    stage.compareAndSet(Stage.WAITING, Stage.OVER);
  }

  String role() {
    return role;
  }

  boolean ranInline() {
    return inline;
  }

  boolean hasBegun() {
    return stage.get() != Stage.WAITING;
  }

  boolean isOver() {
    return stage.get() == Stage.OVER;
  }

  @Nullable MigrationException failure() {
    return failure;
  }
}
