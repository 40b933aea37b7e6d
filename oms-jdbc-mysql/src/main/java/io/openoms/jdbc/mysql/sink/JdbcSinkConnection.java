package io.openoms.jdbc.mysql.sink;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.WriterConnection;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.mysql.connection.WaitTimeout;
import io.openoms.jdbc.session.IdleLimit;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import java.sql.Connection;
import java.sql.SQLException;

/** One writing connection with its statement buffer. One thread. */
final class JdbcSinkConnection implements SinkConnection {

  private final WriterConnection connection;
  private final SqlFailures failures;
  private final SinkContext context;
  private final SqlBytes buffer = new SqlBytes();

  JdbcSinkConnection(Connections connections, SinkContext context) {
    this.failures = connections.failures();
    this.context = context;
    this.connection =
        new WriterConnection(
            connections, opened -> WaitTimeout.INSTANCE.set(opened, IdleLimit.OF_WRITERS));
  }

  @Override
  public SinkTransaction begin() {
    Connection begun = connection.begin();
    try {
      return new JdbcSinkTransaction(begun, buffer, context);
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "beginning a transaction");
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
