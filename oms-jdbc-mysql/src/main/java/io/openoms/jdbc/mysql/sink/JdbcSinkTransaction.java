package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.mysql.connection.JdbcError;
import io.openoms.jdbc.mysql.connection.SqlFailures;
import io.openoms.jdbc.mysql.state.JdbcStateTransaction;
import io.openoms.jdbc.mysql.state.StateTables;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.state.StateTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows and marks in one transaction. One thread. */
final class JdbcSinkTransaction implements SinkTransaction {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcSinkTransaction.class);

  private static final int PARTS = 8;

  private final Connection connection;
  private final StateTables stateTables;
  private final InsertStatement insert;
  private final InsertChannel channel;
  private boolean over;

  JdbcSinkTransaction(Connection connection, StateTables stateTables, InsertStatement insert)
      throws SQLException {
    this.connection = connection;
    this.stateTables = stateTables;
    this.insert = insert;
    this.channel = new InsertChannel(connection);
  }

  @Override
  public void insert(ObjectName table, RowBatch rows) {
    int row = 0;
    while (row < rows.rows()) {
      int next = insert.render(table, rows, row, rows.rows());
      execute(table, next - row);
      row = next;
    }
  }

  @Override
  public List<Integer> insertAbsent(ObjectName table, RowBatch rows) {
    List<Integer> present = new ArrayList<>();
    insertAbsent(table, rows, 0, rows.rows(), present);
    return present;
  }

  /**
   * A statement that meets a present row is undone as a whole by the server, and its parts are
   * tried. INSERT IGNORE would be one statement, but it bends values that do not fit, too.
   */
  private void insertAbsent(
      ObjectName table, RowBatch rows, int first, int end, List<Integer> present) {
    int row = first;
    while (row < end) {
      int next = insert.render(table, rows, row, end);
      if (!isTaken(table, next - row)) {
        split(table, rows, row, next, present);
      }
      row = next;
    }
  }

  private boolean isTaken(ObjectName table, int rows) {
    try {
      execute(table, rows);
      return true;
    } catch (MigrationException e) {
      if (e.code() == JdbcError.DUPLICATE_ROW) {
        return false;
      }
      throw e;
    }
  }

  private void split(ObjectName table, RowBatch rows, int first, int end, List<Integer> present) {
    if (end - first == 1) {
      present.add(first);
      return;
    }
    int part = Math.max(1, (end - first) / PARTS);
    for (int row = first; row < end; row += part) {
      insertAbsent(table, rows, row, Math.min(row + part, end), present);
    }
  }

  private void execute(ObjectName table, int rows) {
    try {
      int written = channel.execute(insert.head(), insert.rows());
      if (written != rows) {
        throw new MigrationException(
            JdbcError.ROW_COUNT_WRONG,
            ErrorContext.none(),
            "of " + rows + " rows for " + table + " the sink took " + written);
      }
    } catch (SQLException e) {
      throw SqlFailures.of(e, ErrorContext.none(), "writing rows to " + table);
    }
  }

  @Override
  public int delete(ObjectName table, int limit) {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("DELETE FROM " + Identifiers.quote(table) + " LIMIT " + limit);
    } catch (SQLException e) {
      throw SqlFailures.of(e, ErrorContext.none(), "emptying " + table);
    }
  }

  @Override
  public StateTransaction state() {
    return new JdbcStateTransaction(connection, stateTables);
  }

  @Override
  public void commit() {
    over = true;
    try {
      connection.commit();
    } catch (SQLException e) {
      throw SqlFailures.of(e, ErrorContext.none(), "committing");
    }
  }

  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("A rollback failed; the server rolls back when the connection ends", e);
    }
  }
}
