package io.openoms.oceanbase.capture;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements on one connection. One thread; {@link #cut} may be called from any. */
final class CaptureSql implements AutoCloseable {

  /** Reads one row. */
  @FunctionalInterface
  interface RowMapper<T> {

    /** Reads the row at which the result stands. */
    T map(ResultSet row) throws SQLException;
  }

  private final Connections connections;
  private final Connection connection;
  private boolean isSpoiled;

  CaptureSql(Connections connections) {
    this.connections = connections;
    this.connection = connections.borrow();
  }

  /** Selects a database; the connection is cut off in the end, as nobody else expects that. */
  void use(String database, String doing) {
    isSpoiled = true;
    execute("USE " + Identifiers.quote(database), doing);
  }

  /** Runs a statement. Blocks. */
  void execute(String sql, String doing) {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure(e, doing);
    }
  }

  /** Runs a statement; gives how many rows it changed. Blocks. */
  long update(String sql, String doing) {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      return statement.executeLargeUpdate(sql);
    } catch (SQLException e) {
      throw failure(e, doing);
    }
  }

  /** Runs a query; gives its rows. Blocks. */
  <T> List<T> query(String sql, RowMapper<T> mapper, String doing) {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw failure(e, doing);
    }
  }

  /** The number that a query of one row gives. Blocks. */
  long number(String sql, String doing) {
    return query(sql, row -> row.getLong(1), doing).get(0);
  }

  /** The number of the newest state, which is after every transaction that has ended. Blocks. */
  long currentScn(String doing) {
    return number(Scn.CURRENT, doing);
  }

  /** Opens a query whose rows come one by one; the caller closes its statement. Blocks. */
  ResultSet stream(String sql) throws SQLException {
    Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.setEscapeProcessing(false);
    // Connector/J's sign for row-by-row streaming.
    statement.setFetchSize(Integer.MIN_VALUE);
    ResultSet rows = statement.executeQuery(sql);
    // Not before: Connector/J 8.0 closes such a statement when it begins a query.
    statement.closeOnCompletion();
    return rows;
  }

  /** The named error. */
  MigrationException failure(SQLException error, String doing) {
    return connections.failures().of(error, ErrorContext.none(), doing);
  }

  /** Cuts the connection off; from any thread. */
  void cut() {
    connections.discard(connection);
  }

  @Override
  public void close() {
    if (isSpoiled) {
      cut();
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e, "giving a connection back");
    }
  }
}
