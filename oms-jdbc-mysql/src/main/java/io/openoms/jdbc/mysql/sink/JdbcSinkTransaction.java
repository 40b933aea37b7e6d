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
  private final RowInserts inserts;
  private boolean over;

  JdbcSinkTransaction(Connection connection, StateTables stateTables, InsertStatement insert)
      throws SQLException {
    this.connection = connection;
    this.stateTables = stateTables;
    this.inserts = new RowInserts(connection, new InsertChannel(connection), insert);
  }

  @Override
  public void insert(ObjectName table, RowBatch rows) {
    int row = 0;
    while (row < rows.rows()) {
      try {
        row = inserts.insertSome(table, rows, row, rows.rows());
      } catch (MigrationException e) {
        throw new RefusedRow(inserts, table, rows).find(e, row, rows.rows());
      }
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
      try {
        row = inserts.insertSome(table, rows, row, end);
      } catch (MigrationException e) {
        if (e.code() != JdbcError.DUPLICATE_ROW) {
          throw new RefusedRow(inserts, table, rows).find(e, row, end);
        }
        if (end - row == 1) {
          present.add(row);
          return;
        }
        split(table, rows, row, end, present);
        return;
      }
    }
  }

  private void split(ObjectName table, RowBatch rows, int first, int end, List<Integer> present) {
    int part = Math.max(1, (end - first) / PARTS);
    for (int row = first; row < end; row += part) {
      insertAbsent(table, rows, row, Math.min(row + part, end), present);
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
