package io.openoms.jdbc.statement;

import io.openoms.error.ErrorContext;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.session.IdleLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the statements of the state store on one connection. One thread. */
public final class SqlRunner {

  /** Reads one row. */
  @FunctionalInterface
  public interface RowMapper<T> {

    /** Reads the row that the result stands at. */
    T map(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final SqlFailures failures;
  private final IdleLimit idleLimit;

  /** Runs statements on that connection. */
  public SqlRunner(Connection connection, SqlFailures failures, IdleLimit idleLimit) {
    this.connection = connection;
    this.failures = failures;
    this.idleLimit = idleLimit;
  }

  /** Runs a statement; gives how many rows it changed. Blocks. */
  public int update(String sql, @Nullable Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "writing state");
    }
  }

  /** Runs a query; gives its rows. Blocks. */
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
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
      throw failures.of(e, ErrorContext.none(), "reading state");
    }
  }

  /**
   * Begins a transaction; an engine that is stopped in it must not hold its locks for long. Blocks.
   */
  public void begin() {
    try {
      connection.setAutoCommit(false);
      idleLimit.set(connection, IdleLimit.OF_WRITERS);
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "beginning to write state");
    }
  }

  /** Commits; the session may then be silent again. Blocks. */
  public void commit() {
    try {
      connection.commit();
      idleLimit.lift(connection);
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "committing state");
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
