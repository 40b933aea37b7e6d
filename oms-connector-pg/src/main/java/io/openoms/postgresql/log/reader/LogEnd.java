package io.openoms.postgresql.log.reader;

import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.log.position.LogPosition;
import io.openoms.postgresql.log.position.Lsn;

/**
 * Where the log ends. Thread-safe; every call blocks on the server.
 *
 * <p>A session commits in this order: it inserts the record of the commit, flushes it (with {@code
 * synchronous_commit=off} later), marks the transaction as committed, waits for synchronous
 * replicas, and only then do others see its rows. So the two watermarks differ.
 *
 * <p><b>High</b> ({@link #current}): whose rows were seen has inserted its record before, so it is
 * before the place of insertion. That place may not be on disk yet, and after a crash other
 * transactions would stand there; so the log is flushed up to it, by a commit of our own if need
 * be, and the place up to which it is flushed then is given.
 *
 * <p><b>Low</b> ({@link #visible}): the place L up to which the log is flushed is taken first, and
 * the transactions that are in progress afterwards. One that has no number yet then inserts the
 * record of its commit later, so after L. One that was in progress may have inserted it before L;
 * {@link HeldCommits} waits until it is seen to have ended, and its rows with it, or to do
 * something else than to commit, so that its record comes after L. What is not in progress is
 * visible.
 */
final class LogEnd {

  private static final String INSERTED = "SELECT pg_catalog.pg_current_wal_insert_lsn()";
  private static final String FLUSHED = "SELECT pg_catalog.pg_current_wal_flush_lsn()";

  private final Connections connections;

  LogEnd(Connections connections) {
    this.connections = connections;
  }

  /** The high watermark. */
  LogPosition current() {
    try (LogSession session = new LogSession(connections, "asking where the log ends")) {
      LogPosition log = LogIdentity.of(session);
      long wanted = Lsn.parse(session.value(INSERTED));
      long flushed = flushed(session);
      if (Lsn.isBefore(flushed, wanted)) {
        flush(session);
        flushed = flushed(session);
      }
      return log.at(flushed);
    }
  }

  /** A commit of our own flushes all that was inserted before it. It waits for no replica. */
  private static void flush(LogSession session) {
    session.execute(
        "BEGIN",
        "SET LOCAL synchronous_commit = local",
        "SELECT pg_catalog.pg_logical_emit_message(true, 'openoms', '')",
        "COMMIT");
  }

  /** The low watermark. */
  LogPosition visible() {
    try (LogSession session = new LogSession(connections, "asking where the log ends")) {
      LogPosition log = LogIdentity.of(session);
      long low = flushed(session);
      new HeldCommits(session).await();
      return log.at(low);
    }
  }

  static long flushed(LogSession session) {
    return Lsn.parse(session.value(FLUSHED));
  }
}
