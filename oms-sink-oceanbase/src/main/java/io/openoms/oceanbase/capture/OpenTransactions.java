package io.openoms.oceanbase.capture;

import io.openoms.error.ErrorCode;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.statement.Pause;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The transactions that are open at the server, also those of statements at work. CREATE TRIGGER
 * does not wait for them, and they do not fire it. Over one connection; one thread.
 */
final class OpenTransactions {

  private static final String DOING = "looking at open transactions";
  private static final long SETTLE_MILLIS = 200;
  private static final long LOOK_MILLIS = 20;

  private final CaptureSql sql;
  private final List<String> views;

  OpenTransactions(CaptureSql sql) {
    this.sql = sql;
    this.views = views(sql);
  }

  /** One for all servers of a tenant where there is one, else that of this server. */
  private static List<String> views(CaptureSql sql) {
    List<String> found =
        sql.query(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'oceanbase' AND"
                + " table_name IN ('GV$OB_TRANSACTION_SCHEDULERS', 'V$OB_TRANSACTION_SCHEDULERS',"
                + " 'GV$OB_TRANSACTION_PARTICIPANTS', 'V$OB_TRANSACTION_WRITE_STATE')",
            row -> row.getString(1),
            DOING);
    boolean all = found.stream().anyMatch(name -> name.startsWith("GV$"));
    return found.stream().filter(name -> name.startsWith("GV$") == all).toList();
  }

  /** The numbers of the transactions of other sessions that are open now. Blocks. */
  Set<Long> now() {
    Set<Long> open = new HashSet<>();
    for (String view : views) {
      open.addAll(
          sql.query(
              "SELECT tx_id FROM oceanbase.`" + view + "` WHERE session_id <> CONNECTION_ID()",
              row -> row.getLong(1),
              DOING));
    }
    return open;
  }

  /**
   * Waits until every transaction has ended that is open now. Blocks.
   *
   * @param code the error when one does not end in time
   * @param why why that matters, as a sentence without its end
   */
  void awaitEnds(Duration limit, ErrorCode code, String why) {
    Set<Long> left = leftAfter(limit);
    if (!left.isEmpty()) {
      throw blocked(left, code, why);
    }
  }

  /** Waits for the same, and gives the transactions that are open still. Blocks. */
  Set<Long> leftAfter(Duration limit) {
    long until = System.nanoTime() + limit.toNanos();
    // A statement that was resolved before shows a moment later.
    Pause.millis(SETTLE_MILLIS);
    Set<Long> before = now();
    while (!before.isEmpty() && System.nanoTime() < until) {
      Pause.millis(LOOK_MILLIS);
      before.retainAll(now());
    }
    return before;
  }

  private MigrationException blocked(Set<Long> open, ErrorCode code, String why) {
    return new MigrationException(code, ErrorContext.none(), why + "; sessions: " + sessions(open));
  }

  private String sessions(Set<Long> open) {
    Set<Long> sessions = new HashSet<>();
    for (String view : views) {
      sql.query(
          "SELECT session_id, tx_id FROM oceanbase.`" + view + "`",
          row -> open.contains(row.getLong(2)) && sessions.add(row.getLong(1)),
          DOING);
    }
    return sessions.toString();
  }
}
