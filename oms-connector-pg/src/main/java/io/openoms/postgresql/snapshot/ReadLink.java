package io.openoms.postgresql.snapshot;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.ReadConnection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** A connection that reads one table by COPY; it is cut off after any failure. One thread. */
final class ReadLink {

  private final ObjectName table;
  private final ReadConnection connection;

  /** Borrows a connection. Blocks. */
  ReadLink(Connections connections, ObjectName table) {
    this.table = table;
    this.connection = new ReadConnection(connections);
  }

  /** Begins to read a query's rows as text. */
  CopyOut copy(String query) {
    try {
      return connection
          .session()
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("COPY (" + query + ") TO STDOUT");
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  void execute(String sql) {
    try (Statement statement = connection.session().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** The named error; the connection will be cut off. */
  MigrationException failure(SQLException error) {
    spoil();
    return connection.failure(table, error);
  }

  /** It will be cut off, since it is in the middle of something. */
  void spoil() {
    connection.spoil();
  }

  /** Closes it after the end of its transaction. */
  void endSnapshot() {
    connection.endSnapshot(table);
  }

  /** Gives the connection back, or cuts it off. Idempotent. */
  void close() {
    connection.close(table);
  }
}
