package io.openoms.flink.job;

import io.openoms.ObjectName;
import io.openoms.spi.remote.ChunkId;
import io.openoms.spi.remote.ChunkSupply;
import io.openoms.spi.remote.CopyOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands chunks out, one to a reader. It knows those that readers have, and a few that wait; a chunk
 * whose reader failed is handed out again. The coordinator's thread, but for {@link Supply}.
 */
final class ChunkEnumerator implements SplitEnumerator<NoSplit, OrderMark> {

  private static final Logger LOG = LoggerFactory.getLogger(ChunkEnumerator.class);

  private final SplitEnumeratorContext<NoSplit> context;
  private final CopyOrder order;
  private final Supply supply;
  private final Deque<ChunkId> ready = new ArrayDeque<>();
  private final Map<Integer, ChunkId> atWork = new HashMap<>();
  private final Set<Integer> waiting = new LinkedHashSet<>();
  private final Set<ObjectName> left = new HashSet<>();
  private boolean asking;
  private boolean ended;
  private boolean closing;
  private boolean isClosed;

  /**
   * For an order.
   *
   * @param opener opens the supply; called once, where it may block
   */
  ChunkEnumerator(
      SplitEnumeratorContext<NoSplit> context, CopyOrder order, Supplier<ChunkSupply> opener) {
    this.context = context;
    this.order = order;
    this.supply = new Supply(opener);
  }

  @Override
  public void start() {
    ask();
  }

  /** The reader has done what it had. */
  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    atWork.remove(subtask);
    waiting.add(subtask);
    handOut();
  }

  /** The reader has failed. */
  @Override
  public void addSplitsBack(List<NoSplit> none, int subtask) {
    waiting.remove(subtask);
    takeBack(subtask);
    handOut();
  }

  /** Begins, or begins again. */
  @Override
  public void addReader(int subtask) {
    takeBack(subtask);
  }

  private void takeBack(int subtask) {
    ChunkId chunk = atWork.remove(subtask);
    if (chunk != null) {
      ready.addFirst(chunk);
    }
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (!(event instanceof TableLeftEvent of)) {
      throw new IllegalStateException("a reader sends no " + event);
    }
    left.add(of.table());
    supply.leave(of.table());
    ready.removeIf(chunk -> chunk.table().equals(of.table()));
  }

  private void handOut() {
    while (!ready.isEmpty() && !waiting.isEmpty()) {
      int subtask = waiting.iterator().next();
      waiting.remove(subtask);
      ChunkId chunk = ready.removeFirst();
      atWork.put(subtask, chunk);
      context.sendEventToSourceReader(subtask, new ChunkEvent(chunk));
    }
    if (ready.size() < order.workers()) {
      ask();
    }
    // Nobody ends while a chunk may come back.
    if (ended && ready.isEmpty() && atWork.isEmpty()) {
      end();
    }
  }

  /**
   * Ends the readers, once the supply is closed: a job's class loader may be closed before its
   * enumerator, which then could not load the classes that closing needs.
   */
  private void end() {
    if (isClosed) {
      waiting.forEach(context::signalNoMoreSplits);
      waiting.clear();
    } else if (!closing) {
      closing = true;
      context.callAsync(this::closeSupply, this::closed);
    }
  }

  private boolean closeSupply() {
    try {
      supply.close();
      return true;
    } finally {
      JobTraces.remove();
    }
  }

  private void closed(@Nullable Boolean done, @Nullable Throwable error) {
    if (error != null) {
      LOG.warn("The sessions of the enumerator did not close", error);
    }
    isClosed = true;
    end();
  }

  private void ask() {
    if (!asking && !ended) {
      asking = true;
      context.callAsync(supply::next, this::add);
    }
  }

  private void add(@Nullable List<ChunkId> chunks, @Nullable Throwable error) {
    if (error != null) {
      throw new FlinkRuntimeException(JobFailures.of(error));
    }
    asking = false;
    ended = chunks == null || chunks.isEmpty();
    if (chunks != null) {
      chunks.stream().filter(chunk -> !left.contains(chunk.table())).forEach(ready::addLast);
    }
    handOut();
  }

  @Override
  public OrderMark snapshotState(long checkpoint) {
    return OrderMark.of(order);
  }

  /** Of a job that was cancelled, or has failed, there is more to close. */
  @Override
  public void close() {
    closeSupply();
  }

  /** The supply, opened when it is first asked. For the threads that may block. */
  private static final class Supply {

    private final Supplier<ChunkSupply> opener;
    private @Nullable ChunkSupply chunks;
    private boolean closed;

    Supply(Supplier<ChunkSupply> opener) {
      this.opener = opener;
    }

    List<ChunkId> next() {
      return open().next();
    }

    private ChunkSupply open() {
      ChunkSupply opened;
      synchronized (this) {
        opened = chunks;
      }
      if (opened == null) {
        rehearseClosing();
        opened = opener.get();
        synchronized (this) {
          chunks = opened;
        }
        if (isClosed()) {
          opened.close();
          JobTraces.remove();
        }
      }
      return opened;
    }

    /**
     * Flink closes the class loader of a job that is cancelled before its enumerator; what that
     * needs to close must have been loaded.
     */
    private void rehearseClosing() {
      JobTraces.load();
      opener.get().close();
    }

    private synchronized boolean isClosed() {
      return closed;
    }

    void leave(ObjectName table) {
      ChunkSupply opened;
      synchronized (this) {
        opened = chunks;
      }
      if (opened != null) {
        opened.leave(table);
      }
    }

    void close() {
      ChunkSupply opened;
      synchronized (this) {
        closed = true;
        opened = chunks;
      }
      if (opened != null) {
        opened.close();
      }
    }
  }
}
