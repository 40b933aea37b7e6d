package io.openoms.jdbc.mysql.snapshot;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.ReadConnection;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowKey;
import io.openoms.spi.data.TableRead;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A streaming result set, read as bytes. One thread. */
public final class StreamingReader implements RowReader {

  private final ReadConnection link;
  private final boolean endsLink;
  private final TableRead read;
  private final RowBatches batches;
  private final int columns;
  private final boolean canLose;
  private final ResultSet rows;
  private boolean atEnd;
  private boolean closed;

  private StreamingReader(
      ReadConnection link, boolean endsLink, TableRead read, String sql, RowBatches batches) {
    this.link = link;
    this.endsLink = endsLink;
    this.read = read;
    this.batches = batches;
    this.columns = read.columns().size();
    this.canLose = LossyText.columns(read.columns()).isPresent();
    try {
      this.rows = open(link.session(), sql);
    } catch (SQLException e) {
      link.spoil();
      throw failure(e);
    }
  }

  /**
   * Reads over a connection of its own, at the statement's own snapshot. Blocks.
   *
   * @param read the columns that come
   * @param sql a statement of {@link RowQuery}
   */
  public static StreamingReader alone(
      Connections connections, TableRead read, String sql, RowBatches batches) {
    ReadConnection link = new ReadConnection(connections);
    try {
      return new StreamingReader(link, true, read, sql, batches);
    } catch (MigrationException e) {
      link.close(read.table().name());
      throw e;
    }
  }

  /** Reads within what the session has open, and leaves the session as it is. */
  public static StreamingReader within(
      ReadConnection link, TableRead read, String sql, RowBatches batches) {
    return new StreamingReader(link, false, read, sql, batches);
  }

  // The statement lives as long as its result set and ends with its connection's hold on it.
  @SuppressWarnings("resource")
  private static ResultSet open(Connection connection, String sql) throws SQLException {
    Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    // Connector/J's sign for row-by-row streaming.
    statement.setFetchSize(Integer.MIN_VALUE);
    ResultSet rows = statement.executeQuery(sql);
    // Not before: Connector/J 8.0 closes such a statement when it begins a query.
    statement.closeOnCompletion();
    return rows;
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
      throw LossyText.refusal(
          lossy,
          ErrorContext.of(read.table().name())
              .withPosition("row " + RowKey.of(read.key(), batch, batch.rows() - 1)));
    }
  }

  private MigrationException failure(SQLException error) {
    return link.failure(read.table().name(), error);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (atEnd) {
        rows.close();
      } else {
        link.spoil();
      }
    } catch (SQLException e) {
      link.spoil();
      throw failure(e);
    } finally {
      if (endsLink) {
        link.close(read.table().name());
      }
    }
  }
}
