package io.openoms.postgresql.sink;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.SqlFailures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements that change rows: all of them, or none. The server takes no more statements in a
 * transaction after one that failed, so each call has a savepoint of its own; it travels with the
 * statements. One thread.
 */
final class Scripts {

  private static final Logger LOG = LoggerFactory.getLogger(Scripts.class);

  /** Their texts hold values of rows. */
  private static final String OF_VALUES = "22";

  private final Connection connection;
  private final SqlFailures failures;

  Scripts(Connection connection, SqlFailures failures) {
    this.connection = connection;
    this.failures = failures;
  }

  /**
   * Runs statements in one message.
   *
   * @return how many rows each of them changed
   * @throws MigrationException when one fails; none of them has done anything then
   */
  List<Integer> run(List<String> statements, String doing) {
    String script =
        statements.stream()
            .collect(Collectors.joining(";", "SAVEPOINT oms_step;", ";RELEASE SAVEPOINT oms_step"));
    try (Statement statement = connection.createStatement()) {
      statement.execute(script);
      List<Integer> counts = new ArrayList<>();
      int count = statement.getUpdateCount();
      while (count >= 0) {
        counts.add(count);
        statement.getMoreResults();
        count = statement.getUpdateCount();
      }
      return requireAll(counts, statements.size());
    } catch (SQLException e) {
      undo();
      throw failure(e, doing);
    }
  }

  private static List<Integer> requireAll(List<Integer> counts, int statements) {
    if (counts.size() != statements + 2) {
      throw new IllegalStateException(
          counts.size() + " answers came for " + statements + " statements");
    }
    return counts.subList(1, counts.size() - 1);
  }

  private void undo() {
    try {
      execute("ROLLBACK TO SAVEPOINT oms_step;RELEASE SAVEPOINT oms_step");
    } catch (SQLException e) {
      LOG.debug("The connection is gone, and its transaction with it", e);
    }
  }

  /** Runs one statement without a savepoint. */
  void command(String sql, String doing) {
    try {
      execute(sql);
    } catch (SQLException e) {
      throw failure(e, doing);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Reads a row of a result. */
  @FunctionalInterface
  interface Row {
    void read(ResultSet row) throws SQLException;
  }

  /** Reads the rows of a query. */
  void query(String sql, String doing, Row each) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        each.read(rows);
      }
    } catch (SQLException e) {
      throw failure(e, doing);
    }
  }

  private MigrationException failure(SQLException error, String doing) {
    MigrationException named = failures.of(error, ErrorContext.none(), doing);
    String state = error.getSQLState() == null ? "" : error.getSQLState();
    return named.code() == JdbcError.VALUE_REFUSED && state.startsWith(OF_VALUES)
        ? new MigrationException(
            JdbcError.VALUE_REFUSED,
            ErrorContext.none(),
            doing + ": the server cannot hold a value (SQL state " + state + ")")
        : named;
  }
}
