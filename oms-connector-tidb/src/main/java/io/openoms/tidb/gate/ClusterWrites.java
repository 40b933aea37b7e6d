package io.openoms.tidb.gate;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.statement.Pause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may still commit in a cluster after {@code tidb_super_read_only} was set. Immutable.
 *
 * <p>The server that sets the variable obeys it at once. The others are told by a watch, mostly
 * within milliseconds; one that misses it reads all variables again after 30 seconds. No server
 * tells what another one has read, so a cluster of several is given that time.
 *
 * @param spread how long it takes until every server of a cluster knows a global variable
 * @param limit how long a commit that is under way may take
 */
public record ClusterWrites(Duration spread, Duration limit) {

  /** A commit that passed the look at the variable shows as one a moment later. */
  private static final long SETTLE_MILLIS = 200;

  private static final long LOOK_MILLIS = 20;

  private static final String SERVERS =
      "SELECT COUNT(DISTINCT instance) FROM information_schema.cluster_info WHERE type = 'tidb'";

  /** An idle one, or one that waits for a lock, comes to its commit later, and is refused. */
  private static final String AT_WORK =
      "SELECT instance, id FROM information_schema.cluster_tidb_trx"
          + " WHERE mem_buffer_keys > 0 AND state NOT IN ('Idle', 'LockWaiting')";

  /** TiDB reads its variables every 30 seconds; a commit has 10. */
  public static ClusterWrites usual() {
    return new ClusterWrites(Duration.ofSeconds(31), Duration.ofSeconds(10));
  }

  /**
   * Waits until nothing can commit any more that began before. Blocks.
   *
   * @throws MigrationException COMMITS_HELD when a commit does not end; ACCESS_DENIED without the
   *     privilege PROCESS, by the failures of the caller
   */
  void awaitEnds(Statement sql) throws SQLException {
    if (servers(sql) != 1) {
      Pause.millis(spread.toMillis());
    }
    long until = System.nanoTime() + limit.toNanos();
    Pause.millis(SETTLE_MILLIS);
    Set<String> before = atWork(sql);
    while (!before.isEmpty()) {
      if (System.nanoTime() > until) {
        throw new MigrationException(
            JdbcError.COMMITS_HELD,
            ErrorContext.none(),
            "transactions that began before the cluster was read-only are still at work: "
                + before);
      }
      Pause.millis(LOOK_MILLIS);
      before.retainAll(atWork(sql));
    }
  }

  private static long servers(Statement sql) throws SQLException {
    try (ResultSet row = sql.executeQuery(SERVERS)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Set<String> atWork(Statement sql) throws SQLException {
    Set<String> found = new TreeSet<>();
    try (ResultSet rows = sql.executeQuery(AT_WORK)) {
      while (rows.next()) {
        found.add(rows.getString(1) + " " + rows.getString(2));
      }
    }
    return found;
  }
}
