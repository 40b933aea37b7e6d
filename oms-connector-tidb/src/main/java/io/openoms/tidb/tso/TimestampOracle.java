package io.openoms.tidb.tso;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.tidb.error.TiDbError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a TiDB server for timestamps. Thread-safe; every call blocks. */
public final class TimestampOracle {

  /** TiDB takes no READ ONLY here. The transaction has its timestamp at once. */
  private static final String BEGIN = "START TRANSACTION WITH CONSISTENT SNAPSHOT";

  private final Connections connections;

  /** The oracle of the server behind those connections. */
  public TimestampOracle(Connections connections) {
    this.connections = connections;
  }

  /**
   * A timestamp later than all that were given before this call. Whoever reads from now on sees
   * every transaction that committed at or before it; those that commit from now on do so later.
   */
  public Tso now() {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      Tso now = begin(statement);
      statement.execute("ROLLBACK");
      return now;
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "asking for a timestamp");
    }
  }

  /**
   * Begins a transaction, whose statements all see the rows as of one timestamp.
   *
   * @return the timestamp
   */
  public static Tso begin(Statement session) throws SQLException {
    session.execute(BEGIN);
    Tso start = current(session);
    if (start.value() == 0) {
      throw new MigrationException(
          TiDbError.TIMESTAMP_UNKNOWN,
          ErrorContext.none(),
          "the server says that the transaction that it just began has no timestamp");
    }
    return start;
  }

  /** The timestamp of the transaction that the session has open; 0 when it has none. */
  public static Tso current(Statement session) throws SQLException {
    try (ResultSet row = session.executeQuery("SELECT @@tidb_current_ts")) {
      row.next();
      return new Tso(row.getLong(1));
    }
  }
}
