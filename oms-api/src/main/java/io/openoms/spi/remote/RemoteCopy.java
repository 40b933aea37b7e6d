package io.openoms.spi.remote;

import io.openoms.error.MigrationException;

/** Has chunks copied in other processes. Thread-safe. */
@FunctionalInterface
public interface RemoteCopy {

  /**
   * Hands an order out. May block for as long as that takes, not for the copy.
   *
   * @throws MigrationException when nobody takes the order
   */
  RemoteJob submit(CopyOrder order);
}
