package io.openoms.testkit.sample;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A writer that changes a sample on a thread of its own until it is closed. The counters are for
 * any thread.
 *
 * @param <X> what it may meet when it writes
 */
public abstract class SampleWriter<X extends Exception> implements AutoCloseable {

  private final Class<X> kind;
  private final AtomicLong transactions = new AtomicLong();
  private final AtomicLong changes = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "sample-writer");
  private volatile boolean stopped;

  /** A writer that does not write yet. */
  protected SampleWriter(Class<X> kind) {
    this.kind = kind;
  }

  /** Begins to write. Once. */
  protected final void begin() {
    thread.start();
  }

  /** Writes transaction by transaction, as long as {@link #goesOn} says so. */
  protected abstract void write() throws X, InterruptedException;

  /** Whether another transaction is wanted. */
  protected final boolean goesOn() {
    return !stopped;
  }

  /** A transaction is done. */
  protected final void done(long changed) {
    transactions.incrementAndGet();
    changes.addAndGet(changed);
  }

  /** Transactions that are done so far. */
  public final long transactions() {
    return transactions.get();
  }

  /** Changes of rows, or of cells, that are done so far. */
  public final long changes() {
    return changes.get();
  }

  private void run() {
    try {
      write();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      failure.set(e);
    }
  }

  /**
   * Ends the writing when the transaction at hand is done. Idempotent.
   *
   * @throws X what the writer met, if it could not go on
   */
  @Override
  public final void close() throws X {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Exception met = failure.get();
    if (met instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    if (met != null) {
      throw kind.cast(met);
    }
  }
}
