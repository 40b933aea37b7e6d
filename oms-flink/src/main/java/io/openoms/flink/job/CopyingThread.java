package io.openoms.flink.job;

import io.openoms.flink.ProjectFactory;
import io.openoms.spi.remote.ChunkId;
import io.openoms.spi.remote.ChunkResult;
import io.openoms.spi.remote.ChunkWorker;
import io.openoms.spi.remote.CopyOrder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one reader that blocks on the servers. It ends with the reader, and so do its
 * sessions. Thread-safe.
 */
final class CopyingThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CopyingThread.class);
  private static final Duration ENDING = Duration.ofSeconds(10);

  /**
   * A chunk that ended.
   *
   * @param result what became of it; null after an error
   * @param error why it failed; null when it did not
   */
  record Ended(ChunkId chunk, @Nullable ChunkResult result, @Nullable Throwable error) {}

  private final ProjectFactory factory;
  private final CopyOrder order;
  private final int number;
  private final ExecutorService thread;
  private CompletableFuture<Void> whenEnded = new CompletableFuture<>();
  private @Nullable Ended ended;
  private @Nullable ChunkWorker worker;
  private boolean closed;

  CopyingThread(ProjectFactory factory, CopyOrder order, int number) {
    this.factory = factory;
    this.order = order;
    this.number = number;
    ClassLoader loader = factory.getClass().getClassLoader();
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread copying = new Thread(work, "openoms-copy-" + number);
              copying.setDaemon(true);
              copying.setContextClassLoader(loader);
              return copying;
            });
  }

  /** Begins with a chunk; the one before has ended. */
  void begin(ChunkId chunk) {
    thread.execute(() -> copy(chunk));
  }

  private void copy(ChunkId chunk) {
    Ended now;
    try {
      now = new Ended(chunk, worker().copy(chunk), null);
    } catch (RuntimeException | Error e) {
      // The task's own thread throws it on.
      now = new Ended(chunk, null, e);
    }
    synchronized (this) {
      ended = now;
      whenEnded.complete(null);
    }
  }

  private ChunkWorker worker() {
    synchronized (this) {
      if (worker != null) {
        return worker;
      }
    }
    ChunkWorker opened = factory.project().chunkWorker(order, number);
    boolean late;
    synchronized (this) {
      worker = opened;
      late = closed;
    }
    if (late) {
      opened.close();
    }
    return opened;
  }

  /** The chunk that ended, once; null for none. */
  synchronized @Nullable Ended ended() {
    Ended now = ended;
    if (now != null) {
      ended = null;
      whenEnded = new CompletableFuture<>();
    }
    return now;
  }

  /** Complete when there is a chunk that ended. */
  synchronized CompletableFuture<Void> whenEnded() {
    return whenEnded;
  }

  /** Has whoever waits look again. */
  synchronized void wake() {
    whenEnded.complete(null);
  }

  @Override
  public void close() {
    ChunkWorker opened;
    synchronized (this) {
      closed = true;
      opened = worker;
    }
    if (opened != null) {
      opened.close();
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The thread {} still waits for a server", number);
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
