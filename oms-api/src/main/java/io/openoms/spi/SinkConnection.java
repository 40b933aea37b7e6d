package io.openoms.spi;

/** One writing connection. One thread; one transaction at a time. */
public interface SinkConnection extends AutoCloseable {

  /** Begins a transaction. */
  SinkTransaction begin();

  /** Closes the connection; an open transaction is rolled back. Idempotent. */
  @Override
  void close();
}
