package io.openoms.jdbc.connection;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The connection of one stream, or of several one after another. It is given back when each was
 * read to its end, and cut off otherwise: a driver would first read all that is left. One thread.
 */
public final class ReadConnection {

  private final Connections connections;
  private final Connection connection;
  private boolean isSpoiled;
  private boolean isClosed;

  /** Borrows a connection. Blocks. */
  public ReadConnection(Connections connections) {
    this.connections = connections;
    this.connection = connections.borrow();
  }

  /** The connection. */
  public Connection session() {
    return connection;
  }

  /** The named error of a read of that table. */
  public MigrationException failure(ObjectName table, SQLException error) {
    return connections.failures().of(error, ErrorContext.of(table), "reading rows");
  }

  /** It will be cut off, since it is in the middle of something. */
  public void spoil() {
    isSpoiled = true;
  }

  /** Closes it after the end of the transaction that holds a snapshot of that table. */
  public void endSnapshot(ObjectName table) {
    if (!isClosed && !isSpoiled) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("COMMIT");
      } catch (SQLException e) {
        spoil();
        close(table);
        throw failure(table, e);
      }
    }
    close(table);
  }

  /** Gives the connection back, or cuts it off; names that table in an error. Idempotent. */
  public void close(ObjectName table) {
    if (isClosed) {
      return;
    }
    isClosed = true;
    if (isSpoiled) {
      connections.discard(connection);
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(table, e);
    }
  }
}
