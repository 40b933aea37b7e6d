package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.data.WriteResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes rows by statements of many rows. One thread. */
final class JdbcChangeWriter implements ChangeWriter {

  private final Connection connection;
  private final SqlFailures failures;
  private final SinkTraits traits;
  private final InsertChannel channel;
  private final SqlBytes out;
  private final LargeRow large;
  private final InsertStatement upsert;
  private final RowInserts upserts;
  private final RowsInTheWay inTheWay;
  private final RowUpdates updates;
  private final RowDeletes deletes;
  private final RowLookups lookups;

  JdbcChangeWriter(
      Connection connection, InsertChannel channel, SqlBytes out, SinkContext context) {
    int maxBytes = context.maxStatementBytes();
    this.failures = context.failures();
    this.traits = context.traits();
    this.connection = connection;
    this.channel = channel;
    this.out = out;
    this.large = new LargeRow(connection, channel, maxBytes);
    this.upsert = new InsertStatement(maxBytes, out);
    this.upserts = new RowInserts(connection, channel, upsert, failures);
    this.deletes = new RowDeletes(channel, out, maxBytes, traits.keysInDelete());
    this.lookups = new RowLookups(connection, traits.keysInLookup());
    this.inTheWay = new RowsInTheWay(connection, upserts, upsert, deletes, lookups);
    this.updates = new RowUpdates(connection, channel, out, large);
  }

  /** The server's count cannot tell an insert from a row that is there unchanged. */
  @Override
  public Optional<WriteResult> upsert(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    overwrite(table, key, rows);
    return Optional.empty();
  }

  /**
   * The server counts 2 for a row that it overwrites with other values, 1 for one that it inserts,
   * and 0 or 1 for one that is there unchanged. What the count has beyond 1 for each row was there.
   */
  @Override
  public long updateExisting(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    return Math.max(0, overwrite(table, key, rows) - rows.rows());
  }

  private long overwrite(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    upsert.onDuplicate(OnDuplicate.overwrite(key, rows.columns()));
    long before = upserts.affected();
    int row = 0;
    while (row < rows.rows()) {
      int end = Math.min(rows.rows(), row + traits.rowsInUpsert());
      try {
        row = upserts.insertSome(table, rows, row, end);
      } catch (MigrationException e) {
        throw refusal(new RefusedRow(upserts, table, rows).find(e, row, end), table, key, rows);
      }
    }
    return upserts.affected() - before;
  }

  /** The same, or, where the key would have become NULL, that another row is in the way. */
  private MigrationException refusal(
      MigrationException error, ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    return error instanceof RowRefusedException refused
            && OnDuplicate.isOtherRow(refused)
            && inTheWay(table, key, rows, refused.row()).isPresent()
        ? new RowRefusedException(
            JdbcError.DUPLICATE_ROW,
            refused.row(),
            true,
            "a key of " + table + " holds it equal to another row that is there",
            refused)
        : error;
  }

  @Override
  public Optional<RowImage> inTheWay(
      ObjectName table, List<ColumnDefinition> key, RowBatch rows, int row) {
    try {
      return inTheWay.find(table, key, rows, row);
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "looking for a row of " + table);
    }
  }

  @Override
  public long delete(ObjectName table, RowBatch keys) {
    try {
      return deletes.delete(table, keys);
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "deleting rows of " + table);
    }
  }

  @Override
  public long deleteOnward(ObjectName table, RowBatch keys) {
    try {
      return deletes.deleteOnward(table, keys);
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "deleting ranges of rows of " + table);
    }
  }

  @Override
  public long update(ObjectName table, RowBatch keys, RowBatch values) {
    long found = 0;
    try {
      for (int row = 0; row < keys.rows(); row++) {
        found += updateOne(table, keys, values, row) ? 1 : 0;
      }
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "updating rows of " + table);
    }
    return found;
  }

  private boolean updateOne(ObjectName table, RowBatch keys, RowBatch values, int row)
      throws SQLException {
    try {
      return updates.update(table, keys, values, row);
    } catch (SQLException e) {
      MigrationException error = failures.of(e, ErrorContext.none(), "updating a row of " + table);
      if (error.code() != JdbcError.DUPLICATE_ROW) {
        throw e;
      }
      throw new RowRefusedException(error.code(), row, true, error.description(), error);
    }
  }

  @Override
  public List<RowImage> find(ObjectName table, RowBatch keys, List<ColumnDefinition> wanted) {
    try {
      return lookups.find(table, keys, wanted);
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "looking up rows of " + table);
    }
  }

  @Override
  public List<RowImage> lock(TableRead read, RowBatch keys) {
    ObjectName table = read.table().name();
    try {
      return lookups.lock(read, keys);
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.of(table), "reading rows of " + table + " to change them");
    }
  }

  @Override
  public int countEqual(ObjectName table, RowBatch keys, RowBatch values) {
    try {
      return new EqualRows(connection, traits.jsonIsText()).count(table, keys, values);
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "comparing rows of " + table);
    }
  }

  @Override
  public int deleteEqual(ObjectName table, RowBatch rows, int row, int limit) {
    try {
      Map<Integer, String> variables = large.send(rows, row);
      out.clear();
      new ExactRow(out, traits.jsonIsText()).append(rows, row, variables);
      int deleted =
          channel.execute(
              "DELETE FROM " + Identifiers.quote(table) + " WHERE ",
              out.padded(out.size()),
              " LIMIT " + limit);
      large.forget(variables);
      return deleted;
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "deleting a row of " + table);
    }
  }

  @Override
  public List<ColumnDefinition> incomparable(List<ColumnDefinition> columns) {
    return columns.stream().filter(column -> column.type().kind() == TypeKind.OTHER).toList();
  }

  @Override
  public void savepoint() {
    command("SAVEPOINT oms_change");
  }

  @Override
  public void rollbackToSavepoint() {
    command("ROLLBACK TO SAVEPOINT oms_change");
  }

  private void command(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "keeping a savepoint");
    }
  }
}
