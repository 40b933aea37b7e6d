package io.openoms.dashboard.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the caller's executor, a few at a time. A client that sends half a request holds a
 * thread until the page is closed; it must not hold those that the run needs. Thread-safe.
 */
final class Turns implements Executor {

  private static final int MOST = 4;

  private final Executor executor;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int atWork;

  Turns(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (atWork == MOST) {
        waiting.add(task);
        return;
      }
      atWork++;
    }
    start(task);
  }

  private void start(Runnable task) {
    boolean begun = false;
    try {
      executor.execute(() -> runAll(task));
      begun = true;
    } finally {
      if (!begun) {
        leave();
      }
    }
  }

  private void runAll(Runnable first) {
    Runnable task = first;
    try {
      while (task != null) {
        task.run();
        task = next();
      }
    } catch (RuntimeException | Error e) {
      leave();
      throw e;
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable task = waiting.poll();
    if (task == null) {
      atWork--;
    }
    return task;
  }

  private synchronized void leave() {
    atWork--;
  }
}
