package io.openoms.jdbc.mysql.sink;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.connection.WaitTimeout;
import io.openoms.jdbc.session.IdleLimit;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One writing connection with its statement buffer. Its server ends it when it is silent for long,
 * so one that rested is replaced before its next transaction. One thread.
 */
final class JdbcSinkConnection implements SinkConnection {

  private final Connections connections;
  private final SinkContext context;
  private final SqlBytes buffer = new SqlBytes();
  private Connection connection;
  private long lastBegun = System.nanoTime();

  JdbcSinkConnection(Connections connections, SinkContext context) {
    this.connections = connections;
    this.context = context;
    this.connection = open();
  }

  private Connection open() {
    Connection opened = connections.borrow();
    try {
      WaitTimeout.INSTANCE.set(opened, IdleLimit.OF_WRITERS);
    } catch (SQLException e) {
      connections.discard(opened);
      throw connections.failures().of(e, ErrorContext.none(), "preparing a session to write");
    }
    return opened;
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
      return new JdbcSinkTransaction(connection, buffer, context);
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
