package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import io.openoms.jdbc.mysql.snapshot.ExactColumn;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the row that keeps another one out. The server itself is asked, by an INSERT that is
 * undone: it alone knows its keys (prefixes, expressions, collations). One thread.
 */
final class RowsInTheWay {

  private final Connection connection;
  private final RowInserts probes;
  private final InsertStatement probe;
  private final RowDeletes deletes;
  private final RowLookups lookups;

  RowsInTheWay(
      Connection connection,
      RowInserts probes,
      InsertStatement probe,
      RowDeletes deletes,
      RowLookups lookups) {
    this.connection = connection;
    this.probes = probes;
    this.probe = probe;
    this.deletes = deletes;
    this.lookups = lookups;
  }

  /** The key of the row that is in the way; empty when none is. */
  Optional<RowImage> find(ObjectName table, List<ColumnDefinition> key, RowBatch rows, int row)
      throws SQLException {
    RowBatch one = rows.only(new int[] {row});
    execute("SAVEPOINT oms_probe");
    try {
      deletes.delete(table, keyOf(one, key));
      execute(OnDuplicate.forget(key));
      probe.onDuplicate(OnDuplicate.tell(key));
      probes.insertSome(table, one, 0, 1);
      return told(table, key);
    } finally {
      execute("ROLLBACK TO SAVEPOINT oms_probe");
    }
  }

  private Optional<RowImage> told(ObjectName table, List<ColumnDefinition> key)
      throws SQLException {
    String columns = key.stream().map(ExactColumn::of).collect(Collectors.joining(","));
    String sql =
        "SELECT %s FROM %s WHERE %s"
            .formatted(columns, Identifiers.quote(table), OnDuplicate.isTold(key));
    return lookups.read(sql, key.size()).stream().findFirst();
  }

  private static RowBatch keyOf(RowBatch one, List<ColumnDefinition> key) {
    int[] columns = key.stream().mapToInt(one.columns()::indexOf).toArray();
    RowBatch.Builder batch = new RowBatches(new BatchLimits(1, 1 << 12)).begin(key);
    RowImage image = RowImage.of(one, 0, columns);
    IntStream.range(0, key.size()).forEach(column -> batch.add(image, column));
    return batch.build();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
