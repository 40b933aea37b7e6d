package io.openoms.hbase.connection;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.error.HBaseFailures;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.AdvancedScanResultConsumer;
import org.apache.hadoop.hbase.client.Result;
import org.jspecify.annotations.Nullable;

/**
 * The results of a scan as they arrive: some are on their way while others are taken, and no more
 * than {@link #AHEAD} bytes wait here. The client's threads put, one thread of ours takes.
 */
public final class CellStream implements AdvancedScanResultConsumer, AutoCloseable {

  /** Bytes of values that may wait to be taken, beside one answer that is on its way. */
  private static final long AHEAD = 2 << 20;

  /** Silence after which the stream fails; the client ends its requests earlier by itself. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(75);

  private static final long LOOK_MILLIS = 100;
  private static final String DOING = "reading cells";

  private final BooleanSupplier isCut;
  private final ErrorContext context;
  private final Deque<Result> waiting = new ArrayDeque<>();
  private long bytes;
  private long heard = System.nanoTime();
  private boolean ended;
  private boolean closed;
  private @Nullable Throwable error;
  private @Nullable ScanResumer held;

  CellStream(BooleanSupplier isCut, ErrorContext context) {
    this.isCut = isCut;
    this.context = context;
  }

  /** The next cells, at least one, of one row; null at the end. Blocks. */
  public @Nullable Result next() {
    Result next;
    ScanResumer resumer;
    synchronized (this) {
      awaitCells();
      if (error != null) {
        throw isCut.getAsBoolean() ? Cluster.cut(context, DOING) : failure(error);
      }
      next = waiting.poll();
      bytes -= next == null ? 0 : sizeOf(next);
      resumer = bytes < AHEAD / 2 ? held : null;
      held = resumer == null ? held : null;
      heard = System.nanoTime();
    }
    if (resumer != null) {
      resumer.resume();
    }
    return next;
  }

  private synchronized void awaitCells() {
    try {
      while (waiting.isEmpty() && error == null && !ended) {
        requireLife();
        wait(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Cluster.cut(context, DOING);
    }
  }

  private void requireLife() {
    if (isCut.getAsBoolean()) {
      throw Cluster.cut(context, DOING);
    }
    if (System.nanoTime() - heard > LONGEST_SILENCE.toNanos()) {
      throw failure(new TimeoutException("silence for " + LONGEST_SILENCE.toSeconds() + " s"));
    }
  }

  private MigrationException failure(Throwable cause) {
    return HBaseFailures.of(cause, context, DOING);
  }

  @Override
  public synchronized void onNext(Result[] results, ScanController controller) {
    heard = System.nanoTime();
    if (closed) {
      controller.terminate();
      return;
    }
    for (Result result : results) {
      waiting.add(result);
      bytes += sizeOf(result);
    }
    if (bytes >= AHEAD) {
      held = controller.suspend();
    }
    notifyAll();
  }

  @Override
  public synchronized void onHeartbeat(ScanController controller) {
    heard = System.nanoTime();
    if (closed) {
      controller.terminate();
    }
  }

  @Override
  public synchronized void onError(Throwable failed) {
    error = failed;
    notifyAll();
  }

  @Override
  public synchronized void onComplete() {
    ended = true;
    notifyAll();
  }

  private static long sizeOf(Result result) {
    long size = 0;
    for (Cell cell : result.rawCells()) {
      size += (long) cell.getRowLength() + cell.getQualifierLength() + cell.getValueLength();
    }
    return size;
  }

  /** Ends the scan, also before its end. Does not block. */
  @Override
  public void close() {
    ScanResumer resumer;
    synchronized (this) {
      closed = true;
      waiting.clear();
      resumer = held;
      held = null;
    }
    if (resumer != null) {
      resumer.resume();
    }
  }
}
