package io.openoms.postgresql.sink;

import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.WriterConnection;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.session.IdleLimit;
import io.openoms.jdbc.state.StateTables;
import io.openoms.postgresql.gate.TableGate;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One session that writes. One thread. */
final class WriterSession implements SinkConnection {

  private static final String MAY_NOT = "42501";

  private final WriterConnection connection;
  private final SqlFailures failures;
  private final StateTables stateTables;
  private final TargetTables tables;

  WriterSession(Connections connections, StateTables stateTables, TargetTables tables) {
    this.failures = connections.failures();
    this.stateTables = stateTables;
    this.tables = tables;
    this.connection = new WriterConnection(connections, WriterSession::prepare);
  }

  /**
   * Has a session pass the gate, and, if the role may, run no triggers: what an application's
   * triggers do is done where it writes, and foreign keys are kept there.
   *
   * @return whether triggers are off
   */
  static boolean prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TableGate.PASS);
      statement.execute(
          "SET idle_in_transaction_session_timeout = " + IdleLimit.OF_WRITERS.toMillis());
      try {
        statement.execute("SET session_replication_role = replica");
        return true;
      } catch (SQLException e) {
        if (!MAY_NOT.equals(e.getSQLState())) {
          throw e;
        }
        return false;
      }
    }
  }

  @Override
  public SinkTransaction begin() {
    return new WriterTransaction(connection.begin(), failures, stateTables, tables);
  }

  @Override
  public void close() {
    connection.close();
  }
}
