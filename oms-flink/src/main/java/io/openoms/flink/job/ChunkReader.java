package io.openoms.flink.job;

import io.openoms.flink.ProjectFactory;
import io.openoms.spi.remote.ChunkId;
import io.openoms.spi.remote.ChunkResult;
import io.openoms.spi.remote.CopyOrder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Copies the chunks that it is given, one at a time, in a {@link CopyingThread}: so the task's own
 * thread is free for checkpoints and cancelling, and is the only one that calls this.
 */
final class ChunkReader implements SourceReader<Tuple4<String, Long, Long, Long>, NoSplit> {

  private final SourceReaderContext context;
  private final CopyingThread copying;
  private final Counter rows;
  private final Counter bytes;
  private boolean noMore;

  ChunkReader(SourceReaderContext context, ProjectFactory factory, CopyOrder order) {
    this.context = context;
    this.copying = new CopyingThread(factory, order, context.getIndexOfSubtask());
    this.rows = context.metricGroup().counter("rowsCopied");
    this.bytes = context.metricGroup().counter("bytesCopied");
  }

  @Override
  public void start() {
    context
        .getUserCodeClassLoader()
        .registerReleaseHookIfAbsent(JobTraces.class.getName(), JobTraces::remove);
    context.sendSplitRequest();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (!(event instanceof ChunkEvent of)) {
      throw new IllegalStateException("the enumerator sends no " + event);
    }
    copying.begin(of.chunk());
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Tuple4<String, Long, Long, Long>> output)
      throws Exception {
    CopyingThread.Ended ended = copying.ended();
    if (ended != null) {
      Throwable error = ended.error();
      if (error != null) {
        throw JobFailures.of(error);
      }
      emit(ended.chunk(), ended.result(), output);
      context.sendSplitRequest();
    }
    return noMore ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
  }

  private void emit(
      ChunkId chunk,
      @Nullable ChunkResult result,
      ReaderOutput<Tuple4<String, Long, Long, Long>> output) {
    if (result == null) {
      throw new IllegalStateException(chunk + " ended with neither result nor error");
    }
    if (result.outcome() == ChunkResult.Outcome.LEFT) {
      context.sendSourceEventToCoordinator(new TableLeftEvent(chunk.table()));
    }
    rows.inc(result.rows());
    bytes.inc(result.bytes());
    output.collect(
        Tuple4.of(chunk.table().toString(), chunk.number(), result.rows(), result.bytes()));
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return noMore ? CompletableFuture.completedFuture(null) : copying.whenEnded();
  }

  @Override
  public void notifyNoMoreSplits() {
    noMore = true;
    copying.wake();
  }

  @Override
  public List<NoSplit> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public void addSplits(List<NoSplit> splits) {
    if (!splits.isEmpty()) {
      throw new IllegalStateException("there are no splits");
    }
  }

  @Override
  public void close() {
    copying.close();
  }
}
