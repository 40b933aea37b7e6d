package io.openoms.postgresql.snapshot;

import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.split.KeyWalk;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.TableRead;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks along the index of a table's key. One thread. */
final class OffsetWalk implements KeyWalk {

  private final ReadLink link;
  private final TableRead read;
  private final KeyOrder order;
  private final RowConversion conversion;

  OffsetWalk(Connections connections, TableRead read, ValueConversions values) {
    this.link = new ReadLink(connections, read.table().name());
    this.read = read;
    this.order = new KeyOrder(read.key());
    this.conversion = new RowConversion(read, read.key(), values);
  }

  @Override
  public Optional<KeyTuple> after(Optional<KeyTuple> after, long rows) {
    return key(
        order.condition(new ChunkRange(after, Optional.empty())),
        order.columns() + " LIMIT 1 OFFSET " + (rows - 1));
  }

  @Override
  public Optional<KeyTuple> greatest() {
    return key(Optional.empty(), order.columnsBackwards() + " LIMIT 1");
  }

  private Optional<KeyTuple> key(Optional<String> condition, String orderAndLimit) {
    TableRead all = new TableRead(read.table(), read.columns(), read.key(), Optional.empty());
    String query = RowQuery.of(all, read.key(), condition) + " ORDER BY " + orderAndLimit;
    CopyRows rows = new CopyRows(link.copy(query), read.key().size());
    try {
      Optional<KeyTuple> key = rows.next() ? Optional.of(key(rows)) : Optional.empty();
      if (key.isPresent() && rows.next()) {
        throw new IllegalStateException("LIMIT 1 gave two rows");
      }
      return key;
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
