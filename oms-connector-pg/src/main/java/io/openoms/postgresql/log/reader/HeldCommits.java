package io.openoms.postgresql.log.reader;

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

/**
 * Transactions that may have written the record of their commit, while nobody sees their rows. One
 * is settled when it is in progress no more; when its session is idle in it, waits for its client
 * or for a lock: then it does not commit at that moment; or when it belongs to another database. A
 * prepared one is settled while no session runs a statement that names prepared transactions. One
 * thread.
 */
final class HeldCommits {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long FIRST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 100;

  /**
   * A transaction with a number holds the lock of that number until after its rows are visible. A
   * snapshot would not do: it does not list those that are newer than the last one that has ended.
   */
  private static final String IN_PROGRESS =
      "SELECT l.transactionid::text FROM pg_catalog.pg_locks l"
          + " WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted";

  private static final String SETTLED =
      """
      SELECT l.transactionid::text FROM pg_catalog.pg_locks l
      JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted
        AND (a.datname IS DISTINCT FROM pg_catalog.current_database()
          OR a.state IN ('idle in transaction', 'idle in transaction (aborted)')
          OR a.wait_event_type IN ('Lock', 'Client'))
      UNION ALL
      SELECT l.transactionid::text FROM pg_catalog.pg_locks l
      WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted
        AND l.pid IS NULL
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_activity a
          WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
            AND (a.state IS NULL OR a.state NOT LIKE 'idle%')
            AND a.backend_type = 'client backend'
            AND (a.query IS NULL OR a.query ILIKE '%prepared%'))
      """;

  private final LogSession session;

  HeldCommits(LogSession session) {
    this.session = session;
  }

  /**
   * Waits until those that are in progress now are settled.
   *
   * @throws MigrationException TRANSACTIONS_OPEN when that takes too long
   */
  void await() {
    Set<String> open = inProgress();
    long end = System.nanoTime() + PATIENCE.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      open.removeAll(settled());
      open.retainAll(inProgress());
      if (open.isEmpty()) {
        return;
      }
      if (System.nanoTime() > end) {
        throw held(open);
      }
      Pause.millis(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private Set<String> inProgress() {
    return session.rows(IN_PROGRESS).stream()
        .map(row -> row.get(0))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private Set<String> settled() {
    return session.rows(SETTLED).stream()
        .map(row -> row.get(0))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private MigrationException held(Set<String> open) {
    List<String> who =
        session
            .rows(
                "SELECT pid || ' (' || coalesce(wait_event, state, 'state not shown') || ')'"
                    + " FROM pg_catalog.pg_stat_activity WHERE backend_xid::text IN ('"
                    + String.join("', '", open)
                    + "')")
            .stream()
            .map(row -> row.get(0))
            .toList();
    return new MigrationException(
        LogError.TRANSACTIONS_OPEN,
        ErrorContext.none(),
        "transactions "
            + open
            + " may have been committed, and nobody sees their rows after "
            + PATIENCE.toSeconds()
            + " s; they belong to the server processes "
            + who
            + ". The role needs pg_read_all_stats to see what other sessions do");
  }
}
