package io.openoms.jdbc.connection;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.session.IdleLimit;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The connection of a writer. Its server ends it when it is silent for long in a transaction, so
 * one that has rested is replaced before its next one. One thread.
 */
public final class WriterConnection implements AutoCloseable {

  private final Connections connections;
  private final Preparation preparation;
  private Connection connection;
  private long lastBegun = System.nanoTime();

  /** What a new connection gets before it writes. */
  @FunctionalInterface
  public interface Preparation {

    /** Sets what the session needs. */
    void prepare(Connection connection) throws SQLException;
  }

  /** Opens it. Blocks. */
  public WriterConnection(Connections connections, Preparation preparation) {
    this.connections = connections;
    this.preparation = preparation;
    this.connection = open();
  }

  private Connection open() {
    Connection opened = connections.borrow();
    try {
      preparation.prepare(opened);
    } catch (SQLException e) {
      connections.discard(opened);
      throw connections.failures().of(e, ErrorContext.none(), "preparing a session to write");
    }
    return opened;
  }

  /** The connection, in a new transaction. Blocks. */
  public Connection begin() {
    if (System.nanoTime() - lastBegun > IdleLimit.OF_TRUST.toNanos()) {
      connections.discard(connection);
      connection = open();
    }
    lastBegun = System.nanoTime();
    try {
      connection.setAutoCommit(false);
      return connection;
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
