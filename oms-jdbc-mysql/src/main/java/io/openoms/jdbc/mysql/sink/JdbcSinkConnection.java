package io.openoms.jdbc.mysql.sink;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.mysql.connection.Connections;
import io.openoms.jdbc.mysql.connection.SqlFailures;
import io.openoms.jdbc.mysql.state.StateTables;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import java.sql.Connection;
import java.sql.SQLException;

/** One writing connection with its statement buffer. One thread. */
final class JdbcSinkConnection implements SinkConnection {

  private final Connections connections;
  private final Connection connection;
  private final StateTables stateTables;
  private final int maxStatementBytes;
  private final SqlBytes buffer = new SqlBytes();

  JdbcSinkConnection(Connections connections, StateTables stateTables, int maxStatementBytes) {
    this.connections = connections;
    this.connection = connections.borrow();
    this.stateTables = stateTables;
    this.maxStatementBytes = maxStatementBytes;
  }

  @Override
  public SinkTransaction begin() {
    try {
      connection.setAutoCommit(false);
      return new JdbcSinkTransaction(connection, stateTables, buffer, maxStatementBytes);
    } catch (SQLException e) {
      throw SqlFailures.of(e, ErrorContext.none(), "beginning a transaction");
    }
  }

  @Override
  public void close() {
    // Cut off, not given back: what happened on it is over, and a rollback could hang.
    connections.discard(connection);
  }
}
