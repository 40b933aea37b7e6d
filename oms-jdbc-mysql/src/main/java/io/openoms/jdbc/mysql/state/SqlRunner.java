package io.openoms.jdbc.mysql.state;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.mysql.connection.IdleLimit;
import io.openoms.jdbc.mysql.connection.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the bookkeeping's statements on one connection. One thread. */
final class SqlRunner {

  /** Reads one row. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  private final Connection connection;

  SqlRunner(Connection connection) {
    this.connection = connection;
  }

  int update(String sql, @Nullable Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw SqlFailures.of(e, ErrorContext.none(), "writing state");
    }
  }

  <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw SqlFailures.of(e, ErrorContext.none(), "reading state");
    }
  }

  /** Begins a transaction; an engine that is stopped in it must not hold its locks for long. */
  void begin() {
    try {
      IdleLimit.set(connection, IdleLimit.OF_WRITERS);
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw SqlFailures.of(e, ErrorContext.none(), "beginning to write state");
    }
  }

  void commit() {
    try {
      connection.commit();
      IdleLimit.lift(connection);
    } catch (SQLException e) {
      throw SqlFailures.of(e, ErrorContext.none(), "committing state");
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
