package io.openoms.jdbc.mysql.fingerprint;

import io.openoms.jdbc.mysql.snapshot.ExactColumn;
import io.openoms.jdbc.mysql.snapshot.KeyOrder;
import io.openoms.jdbc.mysql.snapshot.ReadMoment;
import io.openoms.jdbc.mysql.snapshot.RowQuery;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.FingerprintRead;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements over the fingerprints of a table's rows. Immutable. */
final class FingerprintSql {

  /**
   * Stands in a sum for a row that has no fingerprint: a CONCAT longer than max_allowed_packet is
   * NULL with a warning, and SUM skips NULL. More than 2^32 times the largest fingerprint, so that
   * it shows in the sum of all rows that a table can have; a second count would have the server
   * compute each fingerprint twice.
   */
  static final String MISSING = "1" + "0".repeat(30);

  private final TableRead read;
  private final String fingerprint;

  FingerprintSql(FingerprintRead read, DoubleBits doubles) {
    this.read = read.read();
    this.fingerprint = fingerprint(read, doubles);
  }

  /**
   * The first of the texts is binary, and is no literal, which a text beside it would outrank: so
   * no other is converted, whatever its character set and collation. CONV alone would be a text,
   * and its sum a double.
   */
  private static String fingerprint(FingerprintRead of, DoubleBits doubles) {
    String parts =
        of.read().columns().stream()
            .map(
                column ->
                    FingerprintPart.of(column, of.digested().contains(column.name()), doubles))
            .collect(Collectors.joining(","));
    return "CAST(CONV(LEFT(SHA2(CONCAT(CAST('' AS BINARY),"
        + parts
        + "),256),16),16,10) AS UNSIGNED)";
  }

  /** One row: how many rows, and the sum; NULL of no rows. */
  String sum(ChunkRange range) {
    return "SELECT COUNT(*), " + sum() + from(range);
  }

  /** A row for each bucket that has some: its number, how many rows, and the sum. */
  String buckets(int buckets) {
    return "SELECT "
        + bucketOf(buckets)
        + ", COUNT(*), "
        + sum()
        + RowQuery.from(read, Optional.empty())
        + " GROUP BY 1";
  }

  /** For each row the values of those columns, then the fingerprint. */
  String fingerprints(TableRead shown, ChunkRange range) {
    return RowQuery.of(values(read.key()), shown, condition(range), ReadMoment.STATEMENT);
  }

  /** The same for each row of a bucket, with all columns; rows without fingerprint, too. */
  String bucket(TableRead shown, int buckets, int bucket) {
    String condition = "IFNULL(" + bucketOf(buckets) + "," + bucket + ") = " + bucket;
    return RowQuery.of(values(read.columns()), shown, Optional.of(condition), ReadMoment.STATEMENT);
  }

  private List<String> values(List<ColumnDefinition> columns) {
    return Stream.concat(columns.stream().map(ExactColumn::of), Stream.of(fingerprint)).toList();
  }

  private String sum() {
    return "SUM(IFNULL(" + fingerprint + "," + MISSING + "))";
  }

  private String bucketOf(int buckets) {
    return "MOD(" + fingerprint + "," + buckets + ")";
  }

  private String from(ChunkRange range) {
    return RowQuery.from(read, condition(range));
  }

  private Optional<String> condition(ChunkRange range) {
    return new KeyOrder(read.key()).condition(range);
  }
}
