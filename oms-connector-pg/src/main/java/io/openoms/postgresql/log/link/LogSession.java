package io.openoms.postgresql.log.link;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs short statements on one connection. Questions ask for texts; the caller quotes what it puts
 * into a statement. One thread, except {@link #cut()}.
 */
public final class LogSession implements AutoCloseable {

  private final Connections connections;
  private final Connection connection;
  private final String doing;

  /**
   * Borrows a connection. Blocks.
   *
   * @param doing what is being done, for errors
   */
  public LogSession(Connections connections, String doing) {
    this.connections = connections;
    this.connection = connections.borrow();
    this.doing = doing;
  }

  /** All rows of a query, each with its columns; NULL is an empty text. Blocks. */
  public List<List<String>> rows(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int columns = found.getMetaData().getColumnCount();
      List<List<String>> rows = new ArrayList<>();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          String value = found.getString(i);
          row.add(value == null ? "" : value);
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** The one value of a query; an empty text when there is none, or it is NULL. Blocks. */
  public String value(String sql) {
    List<List<String>> rows = rows(sql);
    return rows.isEmpty() ? "" : rows.get(0).get(0);
  }

  /** Runs statements one after another. Blocks. */
  public void execute(String... statements) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs statements as one transaction. Blocks. */
  public void executeTogether(List<String> statements) {
    execute("BEGIN");
    try {
      statements.forEach(this::execute);
      execute("COMMIT");
    } catch (MigrationException e) {
      connections.discard(connection);
      throw e;
    }
  }

  private MigrationException failure(SQLException error) {
    return connections.failures().of(error, ErrorContext.none(), doing);
  }

  /** Cuts the connection, from any thread. */
  public void cut() {
    connections.discard(connection);
  }

  /** Gives the connection back. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      connections.discard(connection);
    }
  }
}
