package io.openoms.postgresql.state;

import io.openoms.jdbc.session.IdleLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The limit of the transaction that is open, which ends with it. Stateless. */
enum TransactionLimit implements IdleLimit {
  /** The one limit. */
  INSTANCE;

  @Override
  public void set(Connection connection, Duration silence) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL idle_in_transaction_session_timeout = " + silence.toMillis());
    }
  }

  @Override
  public void lift(Connection connection) {
    // It went with the transaction.
  }
}
