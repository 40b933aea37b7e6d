package io.openoms.postgresql.sink;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.state.JdbcStateTransaction;
import io.openoms.jdbc.state.StateTables;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.state.StateTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows and the bookkeeping in one transaction. One thread. */
final class WriterTransaction implements SinkTransaction {

  private static final Logger LOG = LoggerFactory.getLogger(WriterTransaction.class);

  private final Connection connection;
  private final SqlFailures failures;
  private final StateTables stateTables;
  private final Scripts scripts;
  private final PostgreSqlChanges changes;
  private boolean over;

  WriterTransaction(
      Connection connection, SqlFailures failures, StateTables stateTables, TargetTables tables) {
    this.connection = connection;
    this.failures = failures;
    this.stateTables = stateTables;
    this.scripts = new Scripts(connection, failures);
    this.changes = new PostgreSqlChanges(scripts, tables);
  }

  @Override
  public void insert(ObjectName table, RowBatch rows) {
    changes.insert(table, rows);
  }

  @Override
  public List<Integer> insertAbsent(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    return changes.insertAbsent(table, rows);
  }

  @Override
  public int delete(ObjectName table, int limit) {
    return changes.delete(table, limit);
  }

  @Override
  public void keepAlive() {
    scripts.command("SELECT 1", "keeping a transaction open");
  }

  @Override
  public ChangeWriter changes() {
    return changes;
  }

  @Override
  public StateTransaction state() {
    return new JdbcStateTransaction(connection, stateTables, failures);
  }

  @Override
  public void commit() {
    over = true;
    try {
      connection.commit();
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "committing");
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
