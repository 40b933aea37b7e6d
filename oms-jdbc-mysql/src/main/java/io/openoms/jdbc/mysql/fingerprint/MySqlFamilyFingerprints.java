package io.openoms.jdbc.mysql.fingerprint;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.snapshot.StreamingReader;
import io.openoms.jdbc.statement.Question;
import io.openoms.spi.FingerprintSource;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.FingerprintRead;
import io.openoms.spi.data.FingerprintSum;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.stream.Stream;

/**
 * Computes fingerprints of rows at a server of the MySQL family. MySQL 8.0 and 9.7, MariaDB 11.4
 * and OceanBase's kernel compute the same for equal rows of every type, at its edges; JSON too, as
 * long as both keep it as JSON or both as text. Thread-safe.
 */
public final class MySqlFamilyFingerprints implements FingerprintSource {

  private final Connections connections;
  private final DoubleBits doubles;

  /** Computes over those connections of a server that tells doubles in that way. */
  public MySqlFamilyFingerprints(Connections connections, DoubleBits doubles) {
    this.connections = connections;
    this.doubles = doubles;
  }

  private FingerprintSql sql(FingerprintRead read) {
    return new FingerprintSql(read, doubles);
  }

  @Override
  public FingerprintSum sum(FingerprintRead read, ChunkRange range) {
    ObjectName table = read.read().table().name();
    FingerprintSums sums = new FingerprintSums(table, 1);
    ask(table, sql(read).sum(range), found -> sums.add(0, found, 1));
    return sums.all().get(0);
  }

  @Override
  public List<FingerprintSum> buckets(FingerprintRead read, int buckets) {
    ObjectName table = read.read().table().name();
    FingerprintSums sums = new FingerprintSums(table, buckets);
    ask(
        table,
        sql(read).buckets(buckets),
        // Rows without fingerprint are in no bucket, and refused.
        found -> sums.add(found.getInt(1), found, 2));
    return sums.all();
  }

  @Override
  public RowReader fingerprints(FingerprintRead read, ChunkRange range, RowBatches batches) {
    TableRead shown = shown(read.read(), read.read().key());
    return stream(shown, sql(read).fingerprints(shown, range), batches);
  }

  @Override
  public RowReader bucket(FingerprintRead read, int buckets, int bucket, RowBatches batches) {
    TableRead shown = shown(read.read(), read.read().columns());
    String sql = sql(read).bucket(shown, buckets, bucket);
    return new BucketRows(stream(shown, sql, batches), batches);
  }

  private static TableRead shown(TableRead read, List<ColumnDefinition> columns) {
    return new TableRead(
        read.table(),
        Stream.concat(columns.stream(), Stream.of(FingerprintRead.FINGERPRINT)).toList(),
        read.key(),
        read.filter());
  }

  private RowReader stream(TableRead shown, String sql, RowBatches batches) {
    return new FingerprintedRows(
        StreamingReader.alone(connections, shown, sql, batches), shown.table().name(), shown.key());
  }

  private void ask(ObjectName table, String sql, Question.Row row) {
    Question.ask(connections, sql, row, ErrorContext.of(table), "computing fingerprints");
  }
}
