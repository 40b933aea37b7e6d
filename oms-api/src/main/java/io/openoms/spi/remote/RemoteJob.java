package io.openoms.spi.remote;

import io.openoms.error.MigrationException;

/** An order that other processes are at work on. Thread-safe. */
public interface RemoteJob extends AutoCloseable {

  /**
   * Whether it has ended: no chunk is left, but those of tables that it has left to the engine.
   * Does not block.
   *
   * @throws MigrationException when it has failed
   */
  boolean isDone();

  /** Cancels what is still at work. Idempotent; blocks for some seconds at the most. */
  @Override
  void close();
}
