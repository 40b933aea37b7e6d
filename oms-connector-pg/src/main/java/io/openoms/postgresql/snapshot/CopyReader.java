package io.openoms.postgresql.snapshot;

import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** A stream of rows, read by COPY: the server sends as fast as rows are taken. One thread. */
public final class CopyReader implements RowReader {

  private final ReadLink link;
  private final boolean endsLink;
  private final List<ColumnDefinition> columns;
  private final RowBatches batches;
  private final RowConversion conversion;
  private final CopyRows rows;
  private boolean atEnd;
  private boolean closed;

  private CopyReader(
      ReadLink link,
      boolean endsLink,
      TableRead read,
      List<ColumnDefinition> columns,
      ValueConversions values,
      String query,
      RowBatches batches) {
    this.link = link;
    this.endsLink = endsLink;
    this.columns = columns;
    this.batches = batches;
    this.conversion = new RowConversion(read, columns, values);
    CopyOut copy = link.copy(query);
    this.rows = new CopyRows(copy, columns.size());
  }

  /**
   * Reads over a connection of its own. Blocks.
   *
   * @param columns what the query gives, in its order
   * @param values how values travel
   */
  public static CopyReader alone(
      Connections connections,
      TableRead read,
      List<ColumnDefinition> columns,
      ValueConversions values,
      String query,
      RowBatches batches) {
    ReadLink link = new ReadLink(connections, read.table().name());
    try {
      return new CopyReader(link, true, read, columns, values, query, batches);
    } catch (RuntimeException e) {
      link.spoil();
      link.close();
      throw e;
    }
  }

  /** Reads within what the session has open, and leaves the session as it is. */
  static CopyReader within(
      ReadLink link, TableRead read, ValueConversions values, String query, RowBatches batches) {
    return new CopyReader(link, false, read, read.columns(), values, query, batches);
  }

  @Override
  public @Nullable RowBatch next() {
    if (atEnd) {
      return null;
    }
    RowBatch.Builder batch = batches.begin(columns);
    try {
      while (!batch.isFull()) {
        if (!rows.next()) {
          atEnd = true;
          break;
        }
        conversion.add(rows, batch);
      }
    } catch (SQLException e) {
      throw link.failure(e);
    }
    return batch.isEmpty() ? null : batch.build();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!atEnd) {
      link.spoil();
    }
    if (endsLink) {
      link.close();
    }
  }
}
