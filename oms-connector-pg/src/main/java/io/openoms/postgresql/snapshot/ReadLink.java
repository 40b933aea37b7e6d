package io.openoms.postgresql.snapshot;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The connection of one stream, or of several one after another. It is given back when each was
 * read to its end, and cut off otherwise: the driver would first read all that is left. One thread.
 */
final class ReadLink {

  private final Connections connections;
  private final ObjectName table;
  private final Connection connection;
  private boolean isSpoiled;
  private boolean isClosed;

  /** Borrows a connection. Blocks. */
  ReadLink(Connections connections, ObjectName table) {
    this.connections = connections;
    this.table = table;
    this.connection = connections.borrow();
  }

  /** Begins to read a query's rows as text. */
  CopyOut copy(String query) {
    try {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("COPY (" + query + ") TO STDOUT");
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Ends the transaction, unless the connection is going to be cut off. */
  void endTransaction() {
    if (!isClosed && !isSpoiled) {
      execute("COMMIT");
    }
  }

  /** The named error; the connection will be cut off. */
  MigrationException failure(SQLException error) {
    spoil();
    return connections.failures().of(error, ErrorContext.of(table), "reading rows");
  }

  /** It will be cut off, since it is in the middle of something. */
  void spoil() {
    isSpoiled = true;
  }

  /** Gives the connection back, or cuts it off. Idempotent. */
  void close() {
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
      throw failure(e);
    }
  }
}
