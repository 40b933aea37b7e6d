package io.openoms.postgresql.sink;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.session.IdleLimit;
import io.openoms.jdbc.state.StateTables;
import io.openoms.postgresql.gate.TableGate;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One session that writes. Its server ends it when it is silent for long in a transaction, so one
 * that rested is replaced before its next one. One thread.
 */
final class WriterSession implements SinkConnection {

  private static final String MAY_NOT = "42501";

  private final Connections connections;
  private final StateTables stateTables;
  private final TargetTables tables;
  private Connection connection;
  private long lastBegun = System.nanoTime();

  WriterSession(Connections connections, StateTables stateTables, TargetTables tables) {
    this.connections = connections;
    this.stateTables = stateTables;
    this.tables = tables;
    this.connection = open();
  }

  private Connection open() {
    Connection opened = connections.borrow();
    try {
      prepare(opened);
    } catch (SQLException e) {
      connections.discard(opened);
      throw connections.failures().of(e, ErrorContext.none(), "preparing a session to write");
    }
    return opened;
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
    if (System.nanoTime() - lastBegun > IdleLimit.OF_TRUST.toNanos()) {
      connections.discard(connection);
      connection = open();
    }
    lastBegun = System.nanoTime();
    try {
      connection.setAutoCommit(false);
      return new WriterTransaction(connection, connections.failures(), stateTables, tables);
    } catch (SQLException e) {
      throw connections.failures().of(e, ErrorContext.none(), "beginning a transaction");
    }
  }

  @Override
  public void close() {
    // Cut off, not given back: what happened on it is over, and a rollback could hang.
    connections.discard(connection);
  }
}
