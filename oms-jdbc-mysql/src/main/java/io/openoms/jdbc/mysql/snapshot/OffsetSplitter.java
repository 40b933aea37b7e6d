package io.openoms.jdbc.mysql.snapshot;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.TableRead;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds each bound by walking a chunk's length along the key's index. One thread. */
final class OffsetSplitter implements ChunkSplitter {

  private final Connection connection;
  private final SqlFailures failures;
  private final TableRead read;
  private final KeyOrder order;
  private final long chunkRows;
  private Optional<KeyTuple> after;

  OffsetSplitter(
      Connections connections, TableRead read, Optional<KeyTuple> after, long chunkRows) {
    this.connection = connections.borrow();
    this.failures = connections.failures();
    this.read = read;
    this.order = new KeyOrder(read.key());
    this.after = after;
    this.chunkRows = chunkRows;
  }

  @Override
  public Optional<KeyTuple> nextBound() {
    String where =
        order
            .condition(new ChunkRange(after, Optional.empty()))
            .map(condition -> " WHERE " + condition)
            .orElse("");
    String sql =
        "SELECT "
            + order.values()
            + " FROM "
            + Identifiers.quote(read.table().name())
            + where
            + " ORDER BY "
            + order.columns()
            + " LIMIT 1 OFFSET "
            + (chunkRows - 1);
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(sql)) {
        Optional<KeyTuple> bound = rows.next() ? Optional.of(key(rows)) : Optional.empty();
        after = bound;
        return bound;
      }
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.of(read.table().name()), "splitting the table");
    }
  }

  private KeyTuple key(ResultSet rows) throws SQLException {
    List<byte[]> values = new ArrayList<>();
    for (int i = 1; i <= read.key().size(); i++) {
      values.add(rows.getBytes(i));
    }
    return KeyTuple.of(values);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failures.of(e, ErrorContext.none(), "giving a connection back");
    }
  }
}
