package io.openoms.jdbc.mysql.snapshot;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.jdbc.mysql.connection.Connections;
import io.openoms.jdbc.mysql.connection.IdleLimit;
import io.openoms.jdbc.mysql.log.BinlogEnd;
import io.openoms.spi.data.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Opens snapshots whose position in the log is exact for one table. Reading the log's end before
 * and after is not: the engine commits before or after the log. MariaDB tells a snapshot's
 * position; for MySQL the table is locked while its snapshot opens, for moments. Thread-safe.
 */
final class ExactSnapshot {

  /**
   * While it waits for transactions that use the table, others wait behind it: not for long. It
   * fails then, and the engine tries again after a pause that grows.
   */
  private static final int LOCK_WAIT_SECONDS = 3;

  /** An engine that is stopped here would keep the table locked for its writers. */
  private static final Duration LOCKED_SILENCE = Duration.ofSeconds(5);

  /** The user lacks RELOAD or FLUSH_TABLES, LOCK TABLES, or the right to ask for the log. */
  private static final int SPECIFIC_ACCESS_DENIED = 1227;

  private static final int DATABASE_ACCESS_DENIED = 1044;
  private static final int TABLE_ACCESS_DENIED = 1142;

  private final Connections connections;
  private final BinlogEnd log;

  /** One at a time needs a second connection. */
  private final ReentrantLock oneAtATime = new ReentrantLock();

  ExactSnapshot(Connections connections, BinlogEnd log) {
    this.connections = connections;
    this.log = log;
  }

  /**
   * Opens a snapshot in that session.
   *
   * @return its position; empty when the user lacks a privilege for it, but not for the snapshot
   * @throws SQLException when the table stayed in use, or anything else went wrong
   */
  Optional<Position> open(Connection session, ObjectName table) throws SQLException {
    if (log.snapshotsKnowTheirPosition()) {
      begin(session);
      try (Statement statement = session.createStatement()) {
        return log.ofSnapshot(statement);
      }
    }
    oneAtATime.lock();
    try {
      return openLocked(session, table);
    } catch (SQLException e) {
      if (!isPrivilegeMissing(e)) {
        throw e;
      }
      begin(session);
      return Optional.empty();
    } finally {
      oneAtATime.unlock();
    }
  }

  private Optional<Position> openLocked(Connection session, ObjectName table) throws SQLException {
    // START TRANSACTION would release the lock in the session that holds it.
    Connection locking = connections.borrow();
    try (Statement statement = locking.createStatement()) {
      statement.execute("SET SESSION lock_wait_timeout = " + LOCK_WAIT_SECONDS);
      IdleLimit.set(locking, LOCKED_SILENCE);
      statement.execute("FLUSH TABLES " + Identifiers.quote(table) + " WITH READ LOCK");
      begin(session);
      return log.current(statement);
    } finally {
      // Cut off: the server then gives up the lock and the setting, whatever happened.
      connections.discard(locking);
    }
  }

  private static void begin(Connection session) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }
  }

  private static boolean isPrivilegeMissing(SQLException error) {
    return switch (error.getErrorCode()) {
      case SPECIFIC_ACCESS_DENIED, DATABASE_ACCESS_DENIED, TABLE_ACCESS_DENIED -> true;
      default -> false;
    };
  }
}
