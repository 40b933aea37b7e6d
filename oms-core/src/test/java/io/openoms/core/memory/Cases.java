package io.openoms.core.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs many cases side by side: most of the time each one waits for its engine's ticks. */
final class Cases implements AutoCloseable {

  private static final int AT_ONCE = 12;

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final List<Future<?>> cases = new ArrayList<>();

  void add(Callable<?> one) {
    cases.add(threads.submit(one));
  }

  /** Waits for all of them; throws what the first failed one threw. */
  void await() throws Exception {
    for (Future<?> one : cases) {
      try {
        one.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw e;
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
