package io.openoms.jdbc.mysql.snapshot;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.snapshot.ExactSnapshot.Opened;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowKey;
import io.openoms.spi.data.TableRead;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A streaming result set, read as bytes. One thread. */
final class StreamingReader implements RowReader {

  private final Connections connections;
  private final TableRead read;
  private final RowBatches batches;
  private final int columns;
  private final boolean canLose;
  private final Connection connection;
  private final boolean inTransaction;
  private final Opened opened;
  private final ResultSet rows;
  private boolean atEnd;
  private boolean closed;

  /**
   * Begins to read.
   *
   * @param exact opens the snapshot to be read; without one the statement reads its own
   */
  StreamingReader(
      Connections connections,
      TableRead read,
      String sql,
      RowBatches batches,
      Optional<ExactSnapshot> exact) {
    this.connections = connections;
    this.read = read;
    this.batches = batches;
    this.columns = read.columns().size();
    this.canLose = LossyText.columns(read.columns()).isPresent();
    this.connection = connections.borrow();
    try {
      this.inTransaction = exact.isPresent();
      this.opened = exact.isPresent() ? exact.get().open(connection, read) : Opened.none();
      this.rows = open(connection, sql);
    } catch (SQLException e) {
      connections.discard(connection);
      throw failure(e);
    } catch (MigrationException e) {
      connections.discard(connection);
      throw e;
    }
  }

  // The statement lives as long as its result set and ends with its connection's hold on it.
  @SuppressWarnings("resource")
  private static ResultSet open(Connection connection, String sql) throws SQLException {
    Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.closeOnCompletion();
    // Connector/J's sign for row-by-row streaming.
    statement.setFetchSize(Integer.MIN_VALUE);
    return statement.executeQuery(sql);
  }

  @Override
  public Optional<Position> position() {
    return opened.position();
  }

  @Override
  public String whyNoPosition() {
    return opened.missing();
  }

  @Override
  public @Nullable RowBatch next() {
    if (atEnd) {
      return null;
    }
    RowBatch.Builder builder = batches.begin(read.columns());
    try {
      while (!builder.isFull()) {
        if (!rows.next()) {
          atEnd = true;
          break;
        }
        addRow(builder);
        if (canLose) {
          requireLossless(builder);
        }
      }
    } catch (SQLException e) {
      throw failure(e);
    }
    return builder.isEmpty() ? null : builder.build();
  }

  private void addRow(RowBatch.Builder batch) throws SQLException {
    for (int i = 1; i <= columns; i++) {
      byte[] value = rows.getBytes(i);
      if (value == null) {
        batch.addNull();
      } else {
        batch.add(value);
      }
    }
  }

  private void requireLossless(RowBatch.Builder builder) throws SQLException {
    String lossy = rows.getString(columns + 1);
    if (!lossy.isEmpty()) {
      RowBatch batch = builder.build();
      throw new MigrationException(
          JdbcError.VALUE_REFUSED,
          ErrorContext.of(read.table().name())
              .withPosition("row " + RowKey.of(read.key(), batch, batch.rows() - 1)),
          "column "
              + lossy.substring(2)
              + ": the source has bytes there that are no character of Unicode, so they cannot be"
              + " read as text");
    }
  }

  private MigrationException failure(SQLException error) {
    return connections.failures().of(error, ErrorContext.of(read.table().name()), "reading rows");
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!atEnd || opened.isLocked()) {
      // Closing would first read all that is left, and a lock goes with its session.
      connections.discard(connection);
      return;
    }
    try {
      rows.close();
      if (inTransaction) {
        commit();
      }
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void commit() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("COMMIT");
    }
  }
}
