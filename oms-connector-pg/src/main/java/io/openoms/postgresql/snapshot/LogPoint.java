package io.openoms.postgresql.snapshot;

import io.openoms.spi.data.Position;

/** Makes states of the database whose position in the log is known. Thread-safe. */
public interface LogPoint {

  /**
   * Makes a state of this moment. Blocks until each transaction that is open has ended.
   *
   * @throws io.openoms.error.MigrationException when that takes too long; it can be retried
   */
  Exported export();

  /**
   * A state that other sessions can take over until this is closed. Afterwards those that did keep
   * it. One thread.
   */
  interface Exported extends AutoCloseable {

    /** The name for {@code SET TRANSACTION SNAPSHOT}. */
    String snapshot();

    /** The state holds every change at or before this position, and none after it. */
    Position position();

    @Override
    void close();
  }
}
