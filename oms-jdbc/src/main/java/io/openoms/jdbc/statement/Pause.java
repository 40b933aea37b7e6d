package io.openoms.jdbc.statement;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;

/** Waits before a server is asked again. Stateless. */
public final class Pause {

  private Pause() {}

  /**
   * Waits.
   *
   * @throws MigrationException CONNECTION_CLOSED when the thread is interrupted, which it stays
   */
  public static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MigrationException(
          JdbcError.CONNECTION_CLOSED, ErrorContext.none(), "interrupted", e);
    }
  }
}
