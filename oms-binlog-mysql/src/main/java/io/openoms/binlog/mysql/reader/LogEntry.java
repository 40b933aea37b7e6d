package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.log.BinlogEnd;
import io.openoms.jdbc.mysql.log.PendingWork;
import io.openoms.spi.ChangeLog.Entry;
import io.openoms.spi.data.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Finds where to begin. A two-phase transaction that was prepared before that place has its rows
 * there, unseen, and may be committed behind it. So those that are prepared once the place is known
 * must be decided before anybody reads a row: their commit then stands before the place from which
 * the log has to be complete. Those that are prepared meanwhile are read.
 *
 * <p>A server writes a transaction's preparation to its log first, and lists the transaction as
 * prepared once its engine has done its part (so its code reads; it was not seen here): some
 * moments later, in which it is asked again.
 */
final class LogEntry {

  private static final Duration UNTIL_LISTED = Duration.ofSeconds(1);

  /** The user lacks XA_RECOVER_ADMIN. */
  private static final Set<Integer> NOT_ALLOWED = Set.of(1227, 1401);

  private final Connections connections;
  private final BinlogEnd end;

  LogEntry(Connections connections, BinlogEnd end) {
    this.connections = connections;
    this.end = end;
  }

  /** The place; empty when the user may not ask for it. Blocks. */
  Optional<Entry> find() {
    Optional<Position> start = end.visible();
    if (start.isEmpty()) {
      return Optional.empty();
    }
    try {
      PendingWork.await(listed(), this::prepared, LogEntry::late);
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.none(), "asking which transactions are prepared");
    }
    return end.visible().map(complete -> new Entry(start.get(), complete));
  }

  /** What is prepared now, and what is found to be soon after, where anybody prepares anything. */
  private Set<String> listed() throws SQLException {
    Set<String> names = prepared();
    if (isUsed()) {
      PendingWork.collect(names, this::prepared, UNTIL_LISTED);
    }
    return names;
  }

  /** Whether the server was asked to prepare a transaction since it was started. */
  private boolean isUsed() {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com_xa_prepare'")) {
      return !row.next() || row.getLong(2) > 0;
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.none(), "asking whether transactions are prepared");
    }
  }

  /** The names of what is prepared; none where this user may not ask. */
  private Set<String> prepared() throws SQLException {
    Set<String> names = new HashSet<>();
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("XA RECOVER")) {
      while (rows.next()) {
        int global = rows.getInt(2);
        String both = HexFormat.of().formatHex(rows.getBytes(4));
        names.add(
            "X'%s',X'%s',%d"
                .formatted(
                    both.substring(0, 2 * global), both.substring(2 * global), rows.getInt(1)));
      }
    } catch (SQLException e) {
      if (!NOT_ALLOWED.contains(e.getErrorCode())) {
        throw e;
      }
    }
    return names;
  }

  private static MigrationException late(Set<String> undecided) {
    return new MigrationException(
        BinlogError.TRANSACTIONS_UNDECIDED,
        ErrorContext.none(),
        "these XA transactions stay prepared, and their changes may be committed at any time: "
            + String.join("; ", undecided)
            + ". Commit them or roll them back (XA RECOVER shows them), and start again");
  }
}
