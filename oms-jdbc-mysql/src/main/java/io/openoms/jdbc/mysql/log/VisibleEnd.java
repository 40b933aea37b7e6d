package io.openoms.jdbc.mysql.log;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.data.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a position before which there is nothing that readers do not see. The end of the log is not
 * one: a transaction stands there some time before it is visible. Thread-safe.
 *
 * <ul>
 *   <li>GTIDs of servers: the set of executed ones, which a transaction joins when it is visible.
 *   <li>GTIDs of domains: the position of a snapshot that is opened for it. ({@code
 *       gtid_binlog_pos} is the log's end.)
 *   <li>Without GTIDs: the log's end, once all commits that were in hand then are done.
 * </ul>
 */
final class VisibleEnd {

  private final BinlogEnd end;
  private final Connections connections;

  VisibleEnd(BinlogEnd end, Connections connections) {
    this.end = end;
    this.connections = connections;
  }

  /** The position. Blocks. */
  Optional<Position> find() throws SQLException {
    if (end.snapshotsKnowTheirPosition()) {
      return ofSnapshot();
    }
    Optional<Position> now = end.ask();
    if (now.isPresent() && !now.get().text().contains(" gtids=")) {
      PendingWork.await(commits(), this::commits, VisibleEnd::held);
    }
    return now;
  }

  private Optional<Position> ofSnapshot() throws SQLException {
    try (Connection session = connections.borrow();
        Statement statement = session.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
      try {
        return end.ofSnapshot(statement);
      } finally {
        statement.execute("ROLLBACK");
      }
    }
  }

  private Set<String> commits() throws SQLException {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      return CommitsInHand.of(statement);
    }
  }

  private static MigrationException held(Set<String> inHand) {
    return new MigrationException(
        JdbcError.COMMITS_HELD,
        ErrorContext.none(),
        "these commits stand in the source's log and nobody can read them for a minute now: "
            + String.join("; ", inHand)
            + ". Does semi-synchronous replication wait for a replica? Once they are done, start"
            + " again");
  }
}
