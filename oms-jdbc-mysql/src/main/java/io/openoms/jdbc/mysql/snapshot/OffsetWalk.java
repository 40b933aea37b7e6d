package io.openoms.jdbc.mysql.snapshot;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.split.KeyWalk;
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

/** Walks along the index of a table's key. One thread. */
final class OffsetWalk implements KeyWalk {

  private final Connection connection;
  private final SqlFailures failures;
  private final TableRead read;
  private final KeyOrder order;

  OffsetWalk(Connections connections, TableRead read) {
    this.connection = connections.borrow();
    this.failures = connections.failures();
    this.read = read;
    this.order = new KeyOrder(read.key());
  }

  @Override
  public Optional<KeyTuple> after(Optional<KeyTuple> after, long rows) {
    return key(
        order
                .condition(new ChunkRange(after, Optional.empty()))
                .map(condition -> " WHERE " + condition)
                .orElse("")
            + " ORDER BY "
            + order.columns()
            + " LIMIT 1 OFFSET "
            + (rows - 1));
  }

  @Override
  public Optional<KeyTuple> greatest() {
    return key(" ORDER BY " + order.columnsBackwards() + " LIMIT 1");
  }

  private Optional<KeyTuple> key(String which) {
    String sql =
        "SELECT " + order.values() + " FROM " + Identifiers.quote(read.table().name()) + which;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? Optional.of(key(rows)) : Optional.empty();
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
