package io.openoms.postgresql.fingerprint;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.statement.Question;
import io.openoms.postgresql.snapshot.CopyReader;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.FingerprintSource;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.FingerprintRead;
import io.openoms.spi.data.FingerprintSum;
import io.openoms.spi.data.RowBatches;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Computes fingerprints of rows at a PostgreSQL server. The server refuses a row whose parts are
 * longer than a value may be (1 GB) with an error of its own. Thread-safe.
 */
public final class PostgreSqlFingerprints implements FingerprintSource {

  private final Connections connections;
  private final ValueConversions values;

  /**
   * Computes over those connections.
   *
   * @param values how values travel
   */
  public PostgreSqlFingerprints(Connections connections, ValueConversions values) {
    this.connections = connections;
    this.values = values;
  }

  @Override
  public FingerprintSum sum(FingerprintRead read, ChunkRange range) {
    List<FingerprintSum> sums = new ArrayList<>();
    ask(
        read.read().table().name(),
        new FingerprintSql(read, values).sum(range),
        row -> sums.add(sum(row, 1)));
    return sums.get(0);
  }

  @Override
  public List<FingerprintSum> buckets(FingerprintRead read, int buckets) {
    List<FingerprintSum> sums =
        new ArrayList<>(Collections.nCopies(buckets, FingerprintSum.none()));
    ask(
        read.read().table().name(),
        new FingerprintSql(read, values).buckets(buckets),
        row -> sums.set(row.getInt(1), sum(row, 2)));
    return List.copyOf(sums);
  }

  private static FingerprintSum sum(ResultSet row, int column) throws SQLException {
    return new FingerprintSum(
        row.getLong(column), row.getBigDecimal(column + 1).toBigIntegerExact());
  }

  @Override
  public RowReader fingerprints(FingerprintRead read, ChunkRange range, RowBatches batches) {
    List<ColumnDefinition> columns = new ArrayList<>(read.read().key());
    columns.add(FingerprintRead.FINGERPRINT);
    String query = new FingerprintSql(read, values).fingerprints(range);
    return CopyReader.alone(connections, read.read(), columns, values, query, batches);
  }

  @Override
  public RowReader bucket(FingerprintRead read, int buckets, int bucket, RowBatches batches) {
    String query = new FingerprintSql(read, values).bucket(buckets, bucket);
    return CopyReader.alone(
        connections, read.read(), read.read().columns(), values, query, batches);
  }

  private void ask(ObjectName table, String sql, Question.Row row) {
    Question.ask(connections, sql, row, ErrorContext.of(table), "computing fingerprints");
  }
}
