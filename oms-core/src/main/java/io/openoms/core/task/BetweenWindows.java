package io.openoms.core.task;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Work at the sink that must see all changes up to one position applied, and none after it: the
 * task that applies changes does it between two windows. Thread-safe.
 */
public final class BetweenWindows {

  private static final long LOOK_MILLIS = 10;

  private final Queue<Request<?>> requests = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** Work, and the end of it. */
  private record Request<T>(Supplier<T> work, CompletableFuture<T> end) {

    void run() {
      try {
        end.complete(work.get());
      } catch (RuntimeException | Error e) {
        // It is the error of the thread that waits, not one of the changes.
        end.completeExceptionally(e);
      }
    }
  }

  /**
   * Has the applying task do some work, and waits for it. Blocks.
   *
   * @param look called again and again while it waits; an error that it throws ends the waiting
   * @throws MigrationException an error of the work, or RUN_STOPPED when no more changes are
   *     applied
   */
  public <T> T run(Supplier<T> work, Runnable look) {
    Request<T> request = new Request<>(work, new CompletableFuture<>());
    requests.add(request);
    try {
      while (true) {
        try {
          return request.end().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          look.run();
        }
        if (closed && requests.remove(request)) {
          throw ended();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ended();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MigrationException error) {
        throw error;
      }
      throw new IllegalStateException("work between two windows failed", e.getCause());
    } finally {
      requests.remove(request);
    }
  }

  /** Whether somebody waits. */
  public boolean isWanted() {
    return !requests.isEmpty();
  }

  /** Does all work that waits; called by the applying task while no window is under way. */
  public void runAll() {
    for (Request<?> request = requests.poll(); request != null; request = requests.poll()) {
      request.run();
    }
  }

  /** No more changes are applied. */
  public void close() {
    closed = true;
  }

  /** Whether no more changes are applied. */
  public boolean isClosed() {
    return closed;
  }

  private static MigrationException ended() {
    return new MigrationException(
        EngineError.RUN_STOPPED, ErrorContext.none(), "the run applies no more changes");
  }
}
