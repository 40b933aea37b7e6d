package io.openoms.flink.job;

import io.openoms.spi.remote.ChunkId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/**
 * Flink's side of an enumerator, in one thread: what is to be done beside waits for {@link #work}.
 */
final class CoordinatorStandIn implements SplitEnumeratorContext<NoSplit> {

  private final int parallelism;
  private final Queue<Runnable> beside = new ArrayDeque<>();
  private final List<ChunkId> handedOut = new ArrayList<>();
  private final Set<Integer> ended = new HashSet<>();

  CoordinatorStandIn(int parallelism) {
    this.parallelism = parallelism;
  }

  /** Does all that waits. */
  void work() {
    for (Runnable next = beside.poll(); next != null; next = beside.poll()) {
      next.run();
    }
  }

  List<ChunkId> handedOut() {
    return handedOut;
  }

  Set<Integer> ended() {
    return ended;
  }

  @Override
  public void sendEventToSourceReader(int subtask, SourceEvent event) {
    handedOut.add(((ChunkEvent) event).chunk());
  }

  @Override
  public void signalNoMoreSplits(int subtask) {
    ended.add(subtask);
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    beside.add(
        () -> {
          T result = null;
          Throwable error = null;
          try {
            result = callable.call();
          } catch (Exception e) {
            error = e;
          }
          handler.accept(result, error);
        });
  }

  @Override
  public <T> void callAsync(
      Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void runInCoordinatorThread(Runnable runnable) {
    runnable.run();
  }

  @Override
  public int currentParallelism() {
    return parallelism;
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return Map.of();
  }

  @Override
  public void assignSplits(SplitsAssignment<NoSplit> assignment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    throw new UnsupportedOperationException();
  }
}
