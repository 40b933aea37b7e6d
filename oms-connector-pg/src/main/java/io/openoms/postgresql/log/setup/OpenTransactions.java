package io.openoms.postgresql.log.setup;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.statement.Pause;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.link.LogSession;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Waits for transactions that were open at a moment. One thread. */
final class OpenTransactions {

  private static final long PAUSE_MILLIS = 50;

  /**
   * A transaction with a number holds the lock of that number. Those of other databases change no
   * table of this one; prepared ones have no session, and are waited for in any database.
   */
  private static final String OPEN =
      """
      SELECT l.transactionid::text FROM pg_catalog.pg_locks l
      LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted
        AND (l.pid IS NULL OR a.datname = pg_catalog.current_database())
      """;

  private static final String WHO =
      """
      SELECT 'server process ' || a.pid || ' since ' || a.xact_start
      FROM pg_catalog.pg_stat_activity a
      WHERE a.backend_xid IS NOT NULL AND a.pid <> pg_catalog.pg_backend_pid()
      UNION ALL
      SELECT 'prepared transaction ' || p.gid || ' since ' || p.prepared
      FROM pg_catalog.pg_prepared_xacts p
      LIMIT 5
      """;

  private OpenTransactions() {}

  /**
   * Waits until those that are open now have ended.
   *
   * @throws MigrationException TRANSACTIONS_OPEN when that takes too long
   */
  static void await(LogSession session, Duration patience) {
    Set<String> open = open(session);
    long end = System.nanoTime() + patience.toNanos();
    while (!open.isEmpty()) {
      if (System.nanoTime() > end) {
        throw error(session, patience);
      }
      Pause.millis(PAUSE_MILLIS);
      open.retainAll(open(session));
    }
  }

  private static Set<String> open(LogSession session) {
    return session.rows(OPEN).stream()
        .map(row -> row.get(0))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The error that names those that are open now. */
  static MigrationException error(LogSession session, Duration patience) {
    List<String> who = session.rows(WHO).stream().map(row -> row.get(0)).toList();
    return new MigrationException(
        LogError.TRANSACTIONS_OPEN,
        ErrorContext.none(),
        "transactions are still open after "
            + patience.toSeconds()
            + " s, and changes can be captured without a gap only when they have ended: "
            + who);
  }
}
