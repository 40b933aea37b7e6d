package io.openoms.testkit.sample;

/**
 * A writer that changes a sample on a thread of its own until it is closed. The counters are for
 * any thread.
 *
 * @param <X> what it may meet when it writes
 */
public interface SampleWriter<X extends Exception> extends AutoCloseable {

  /** Transactions that are done so far. */
  long transactions();

  /** Changes of rows, or of cells, that are done so far. */
  long changes();

  /**
   * Ends the writing when the transaction at hand is done. Idempotent.
   *
   * @throws X what the writer met, if it could not go on
   */
  @Override
  void close() throws X;
}
