package io.openoms.binlog.mysql.link;

/** Where a log comes from, and how it is cut off. Thread-safe. */
public interface Link extends AutoCloseable {

  /** Whether {@link #close()} was called. */
  boolean isClosed();

  /** Cuts it off; whoever waits for it comes free. Idempotent. */
  @Override
  void close();
}
