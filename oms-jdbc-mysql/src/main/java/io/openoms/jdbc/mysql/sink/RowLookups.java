package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.mysql.snapshot.LossyText;
import io.openoms.jdbc.mysql.snapshot.RowQuery;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableRead;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Looks up some columns of rows that are told by others. One thread. */
final class RowLookups {

  private final Connection connection;
  private final int keysInList;

  RowLookups(Connection connection, int keysInList) {
    this.keysInList = keysInList;
    this.connection = connection;
  }

  /** The values found, each combination once for each few hundred keys. */
  List<RowImage> find(ObjectName table, RowBatch keys, List<ColumnDefinition> wanted)
      throws SQLException {
    String names =
        wanted.stream()
            .map(column -> Identifiers.quote(column.name()))
            .collect(Collectors.joining(","));
    String head = "SELECT DISTINCT " + names + " FROM " + Identifiers.quote(table) + " WHERE ";
    List<RowImage> found = new ArrayList<>();
    for (int row = 0; row < keys.rows(); row += keysInList) {
      SqlBytes sql = new SqlBytes();
      sql.append(head + KeyPredicate.in(keys.columns()));
      for (int key = row; key < Math.min(keys.rows(), row + keysInList); key++) {
        sql.append(key > row ? "," : "");
        KeyPredicate.appendTuple(sql, keys, key);
      }
      sql.append(")");
      found.addAll(read(sql.text(), wanted.size()));
    }
    return found;
  }

  /** The rows of some keys, which nobody else changes until the transaction ends. */
  List<RowImage> lock(TableRead read, RowBatch keys) throws SQLException {
    int columns = read.columns().size();
    boolean canLose = LossyText.columns(read.columns()).isPresent();
    List<RowImage> rows = read(RowQuery.locking(read, keys), canLose ? columns + 1 : columns);
    if (!canLose) {
      return rows;
    }
    int[] values = IntStream.range(0, columns).toArray();
    for (RowImage row : rows) {
      if (row.length(columns) > 0) {
        String names =
            new String(
                row.data(), row.offset(columns), row.length(columns), StandardCharsets.UTF_8);
        throw LossyText.refusal(names, ErrorContext.of(read.table().name()));
      }
    }
    return rows.stream().map(row -> row.only(values)).toList();
  }

  /** The rows that a query gives. */
  List<RowImage> read(String sql, int columns) throws SQLException {
    List<RowImage> found = new ArrayList<>();
    RowImage.Builder row = new RowImage.Builder(columns);
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          for (int column = 1; column <= columns; column++) {
            byte[] value = rows.getBytes(column);
            if (value == null) {
              row.addNull();
            } else {
              row.add(value);
            }
          }
          found.add(row.build());
        }
      }
    }
    return found;
  }
}
