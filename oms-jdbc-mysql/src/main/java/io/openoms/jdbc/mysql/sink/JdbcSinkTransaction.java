package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.state.JdbcStateTransaction;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.state.StateTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows and marks in one transaction. One thread. */
final class JdbcSinkTransaction implements SinkTransaction {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcSinkTransaction.class);

  private final Connection connection;
  private final InsertChannel channel;
  private final SqlBytes buffer;
  private final SinkContext context;
  private final RowInserts inserts;
  private @Nullable ChangeWriter changes;
  private boolean over;

  JdbcSinkTransaction(Connection connection, SqlBytes buffer, SinkContext context)
      throws SQLException {
    this.connection = connection;
    this.buffer = buffer;
    this.context = context;
    this.channel = new InsertChannel(connection);
    this.inserts =
        new RowInserts(
            connection,
            channel,
            new InsertStatement(context.maxStatementBytes(), buffer),
            context.failures());
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
  public List<Integer> insertAbsent(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    PresentKeys keys = new PresentKeys(connection, table, key, context.failures());
    return new AbsentRows(inserts, keys, table).insert(rows);
  }

  @Override
  public int delete(ObjectName table, int limit) {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("DELETE FROM " + Identifiers.quote(table) + " LIMIT " + limit);
    } catch (SQLException e) {
      throw context.failures().of(e, ErrorContext.none(), "emptying " + table);
    }
  }

  @Override
  public void keepAlive() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    } catch (SQLException e) {
      throw context.failures().of(e, ErrorContext.none(), "keeping a transaction open");
    }
  }

  @Override
  public ChangeWriter changes() {
    if (changes == null) {
      changes = new JdbcChangeWriter(connection, channel, buffer, context);
    }
    return changes;
  }

  @Override
  public StateTransaction state() {
    return new JdbcStateTransaction(connection, context.stateTables(), context.failures());
  }

  @Override
  public void commit() {
    over = true;
    try {
      connection.commit();
    } catch (SQLException e) {
      throw context.failures().of(e, ErrorContext.none(), "committing");
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
