package io.openoms.jdbc.mysql.snapshot;

import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.connection.WaitTimeout;
import io.openoms.jdbc.mysql.log.LogMark;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableRead;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Opens snapshots whose position in the log is exact for some tables. Reading the log's end before
 * and after is not: the engine commits before or after the log. MariaDB tells a snapshot's
 * position; for MySQL the tables are locked while the snapshot opens, for moments. When one is of
 * an engine without snapshots, all are locked, on both, until they are read. Thread-safe.
 */
final class ExactSnapshot {

  /** An engine that is stopped here would keep the table locked for its writers. */
  private static final Duration LOCKED_SILENCE = Duration.ofSeconds(5);

  private final Connections connections;
  private final Optional<? extends LogMark> log;

  /** One at a time needs a second connection. */
  private final ReentrantLock oneAtATime = new ReentrantLock();

  ExactSnapshot(Connections connections, Optional<? extends LogMark> log) {
    this.connections = connections;
    this.log = log;
  }

  /**
   * What was opened.
   *
   * @param position where its rows stand in the log; empty when that is not to be had
   * @param missing why it is not
   * @param isLocked whether the session holds a lock on the table, until it is cut off
   */
  record Opened(Optional<Position> position, String missing, boolean isLocked) {

    private static Opened withoutLog(boolean isLocked) {
      return new Opened(Optional.empty(), "the source has no log", isLocked);
    }

    private static Opened without(String why) {
      return new Opened(Optional.empty(), why, false);
    }

    private static Opened at(Optional<Position> position, boolean isLocked) {
      return new Opened(position, "the server does not tell the position of its log", isLocked);
    }
  }

  /**
   * Opens a snapshot in that session. Without the privileges that its position takes, it has none.
   *
   * @throws SQLException when the table stayed in use, or anything else went wrong
   */
  Opened open(Connection session, List<TableRead> tables) throws SQLException {
    TableLock lock = TableLock.of(tables);
    try (Statement statement = session.createStatement()) {
      if (!lock.haveSnapshots(statement)) {
        return openLocked(statement, lock);
      }
      if (log.isEmpty()) {
        begin(statement);
        return Opened.withoutLog(false);
      }
      if (log.get().snapshotsKnowTheirPosition()) {
        begin(statement);
        return ofSnapshot(log.get(), statement);
      }
      return openBeside(log.get(), statement, lock);
    }
  }

  /**
   * Opens a snapshot of many tables in that session, and locks none: where two of them are locked,
   * a transaction of the application that uses both may be chosen as the victim of a deadlock. So
   * only a snapshot that knows its position has one.
   */
  Opened openUnlocked(Connection session, List<TableRead> tables) throws SQLException {
    try (Statement statement = session.createStatement()) {
      begin(statement);
      if (log.isEmpty()) {
        return Opened.withoutLog(false);
      }
      return log.get().snapshotsKnowTheirPosition() && TableLock.of(tables).haveSnapshots(statement)
          ? ofSnapshot(log.get(), statement)
          : Opened.without("the server tells no position of a snapshot that locks no table");
    }
  }

  private static Opened ofSnapshot(LogMark log, Statement statement) throws SQLException {
    try {
      return Opened.at(log.ofSnapshot(statement), false);
    } catch (SQLException e) {
      return Opened.without(TableLock.refusal(e));
    }
  }

  private static Opened ofLocked(LogMark log, Statement statement, boolean isLocked)
      throws SQLException {
    try {
      return Opened.at(log.current(statement), isLocked);
    } catch (SQLException e) {
      return new Opened(Optional.empty(), TableLock.refusal(e), isLocked);
    }
  }

  /** Nobody writes until all is read. */
  private Opened openLocked(Statement session, TableLock lock) throws SQLException {
    Optional<String> refusal = lock.lock(session);
    if (refusal.isPresent()) {
      return Opened.without(refusal.get());
    }
    return log.isPresent() ? ofLocked(log.get(), session, true) : Opened.withoutLog(true);
  }

  /** Nobody writes until the snapshot is open. */
  private Opened openBeside(LogMark log, Statement session, TableLock lock) throws SQLException {
    oneAtATime.lock();
    // START TRANSACTION would release the lock in the session that holds it.
    Connection locking = connections.borrow();
    try (Statement statement = locking.createStatement()) {
      WaitTimeout.INSTANCE.set(locking, LOCKED_SILENCE);
      Optional<String> refusal = lock.lock(statement);
      begin(session);
      return refusal.isPresent() ? Opened.without(refusal.get()) : ofLocked(log, statement, false);
    } finally {
      // Cut off: the server then gives up the lock and the setting, whatever happened.
      connections.discard(locking);
      oneAtATime.unlock();
    }
  }

  private static void begin(Statement session) throws SQLException {
    session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    session.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
  }
}
