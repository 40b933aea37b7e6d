package io.openoms.jdbc.mysql.gate;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Questions and orders of a gate to its server. Immutable; thread-safe; every call blocks.
 *
 * @param connections where a connection for each of them comes from
 * @param database the bookkeeping's database: our own account is tried by it
 */
public record GateQuestions(Connections connections, String database) {

  /** A question or an order to the server. */
  @FunctionalInterface
  public interface Question<T> {

    /** Asks it. */
    T of(Statement sql) throws SQLException;
  }

  /** Asks the server, over a connection that is given back. */
  public <T> T ask(Question<T> question) {
    try (Connection connection = connections.borrow();
        Statement sql = connection.createStatement()) {
      return question.of(sql);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Whether the server takes writes of our own account. It judges the account before it looks
   * whether the database is there.
   */
  public boolean passes(Statement sql) throws SQLException {
    try {
      sql.execute("CREATE DATABASE IF NOT EXISTS " + Identifiers.quote(database));
      return true;
    } catch (SQLException e) {
      if (failure(e).code() == JdbcError.SERVER_READ_ONLY) {
        return false;
      }
      throw e;
    }
  }

  private MigrationException failure(SQLException error) {
    return connections.failures().of(error, ErrorContext.none(), "refusing writes of applications");
  }
}
