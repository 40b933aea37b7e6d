package io.openoms.postgresql.snapshot;

import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.TableRead;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds each bound by walking a chunk's length along the key's index. One thread. */
final class OffsetSplitter implements ChunkSplitter {

  private final ReadLink link;
  private final TableRead read;
  private final KeyOrder order;
  private final RowConversion conversion;
  private final long chunkRows;
  private Optional<KeyTuple> after;

  OffsetSplitter(
      Connections connections,
      TableRead read,
      ValueConversions values,
      Optional<KeyTuple> after,
      long chunkRows) {
    this.link = new ReadLink(connections, read.table().name());
    this.read = read;
    this.order = new KeyOrder(read.key());
    this.conversion = new RowConversion(read, read.key(), values);
    this.chunkRows = chunkRows;
    this.after = after;
  }

  @Override
  public Optional<KeyTuple> nextBound() {
    TableRead all = new TableRead(read.table(), read.columns(), read.key(), Optional.empty());
    String query =
        RowQuery.of(all, read.key(), order.condition(new ChunkRange(after, Optional.empty())))
            + " ORDER BY "
            + order.columns()
            + " LIMIT 1 OFFSET "
            + (chunkRows - 1);
    CopyRows rows = new CopyRows(link.copy(query), read.key().size());
    try {
      Optional<KeyTuple> bound = rows.next() ? Optional.of(key(rows)) : Optional.empty();
      if (bound.isPresent() && rows.next()) {
        throw new IllegalStateException("LIMIT 1 gave two rows");
      }
      after = bound;
      return bound;
    } catch (SQLException e) {
      throw link.failure(e);
    } catch (RuntimeException e) {
      link.spoil();
      throw e;
    }
  }

  private KeyTuple key(CopyRows row) {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < read.key().size(); i++) {
      values.add(conversion.converted(row, i));
    }
    return KeyTuple.of(values);
  }

  @Override
  public void close() {
    link.close();
  }
}
