package io.openoms.jdbc.mysql.log;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/**
 * Waits until work that a server had in hand is done: commits, prepared transactions. Stateless.
 */
public final class PendingWork {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(20);

  /** Asks a server. */
  @FunctionalInterface
  public interface Question {

    /** The names of what is in hand now, in a set that the caller may change. Blocks. */
    Set<String> ask() throws SQLException;
  }

  private PendingWork() {}

  /**
   * Waits until nothing of it is in hand any more. What comes later is not waited for. Blocks, for
   * at most a minute.
   *
   * @param pending the names of the work; none of them is there afterwards
   * @param now gives the names of what is in hand
   * @param late makes the error of the names that are left after a minute
   */
  public static void await(
      Set<String> pending, Question now, Function<Set<String>, MigrationException> late)
      throws SQLException {
    long began = System.nanoTime();
    while (!pending.isEmpty()) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw late.apply(pending);
      }
      pause();
      pending.retainAll(now.ask());
    }
  }

  /**
   * Asks again and again for some time.
   *
   * @param names gets what is found
   */
  public static void collect(Set<String> names, Question now, Duration time) throws SQLException {
    for (long left = time.dividedBy(INTERVAL); left > 0; left--) {
      pause();
      names.addAll(now.ask());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(INTERVAL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MigrationException(
          JdbcError.CONNECTION_CLOSED, ErrorContext.none(), "interrupted", e);
    }
  }
}
