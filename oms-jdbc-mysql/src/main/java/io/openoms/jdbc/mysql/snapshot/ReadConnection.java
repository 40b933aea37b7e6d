package io.openoms.jdbc.mysql.snapshot;

import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The connection of one stream, or of several one after another. It is given back when each was
 * read to its end, and cut off otherwise: a driver would first read all that is left. One thread.
 */
final class ReadConnection {

  private final Connections connections;
  private final Connection connection;
  private boolean isSpoiled;
  private boolean isClosed;

  ReadConnection(Connections connections) {
    this.connections = connections;
    this.connection = connections.borrow();
  }

  Connection session() {
    return connection;
  }

  SqlFailures failures() {
    return connections.failures();
  }

  /** It will be cut off, since it is in the middle of something. */
  void spoil() {
    isSpoiled = true;
  }

  /** The same, after the end of the transaction that holds a snapshot. */
  void endSnapshot() throws SQLException {
    if (!isClosed && !isSpoiled) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("COMMIT");
      } catch (SQLException e) {
        spoil();
        close();
        throw e;
      }
    }
    close();
  }

  void close() throws SQLException {
    if (isClosed) {
      return;
    }
    isClosed = true;
    if (isSpoiled) {
      connections.discard(connection);
    } else {
      connection.close();
    }
  }
}
