package io.openoms.postgresql.fingerprint;

import io.openoms.postgresql.snapshot.KeyOrder;
import io.openoms.postgresql.snapshot.RowQuery;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.FingerprintRead;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statements over the fingerprints of a table's rows. A fingerprint is computed once a row, in
 * a query of its own that OFFSET keeps from being merged into the one around it. It is a signed
 * number there, and 2^64 more when it is negative. Immutable.
 */
final class FingerprintSql {

  private static final String NULL = "'\\x4e2c'::bytea";
  private static final String ROWS = " OFFSET 0) AS oms_rows";
  private static final String PRINT = "oms_print";
  private static final String UNSIGNED =
      "(oms_print::numeric + CASE WHEN oms_print < 0 THEN 18446744073709551616 ELSE 0 END)";

  private final TableRead read;
  private final String fingerprint;

  FingerprintSql(FingerprintRead of, ValueConversions values) {
    this.read = of.read();
    this.fingerprint =
        of.read().columns().stream()
            .map(column -> part(column, of.digested().contains(column.name()), values))
            .collect(
                Collectors.joining(
                    " || ",
                    "('x' || pg_catalog.substr(pg_catalog.encode(pg_catalog.sha256(",
                    "), 'hex'), 1, 16))::bit(64)::bigint"));
  }

  /** A column's part, as bytes. A composite of NULLs is no NULL, though {@code IS NULL} says so. */
  private static String part(ColumnDefinition column, boolean digested, ValueConversions values) {
    String part =
        switch (column.type().kind().form()) {
          case NUMBER, TEMPORAL -> ascii("(" + TravelText.plain(column) + ") || ','");
          case FLOATING -> ascii(TravelText.bits(column) + " || ','");
          case TEXT, BYTES -> withLength(TravelText.bytes(column), digested);
        };
    return column.nullable()
        ? "CASE WHEN "
            + Quoted.name(column.name())
            + " IS NOT DISTINCT FROM NULL"
            + (values.isNanNull(column) ? " OR NOT " + TravelText.isFinite(column) : "")
            + " THEN "
            + NULL
            + " ELSE "
            + part
            + " END"
        : part;
  }

  private static String ascii(String text) {
    return "pg_catalog.convert_to(" + text + ", 'UTF8')";
  }

  private static String withLength(String bytes, boolean digested) {
    String length = ascii("pg_catalog.octet_length(" + bytes + ")::text || ':'");
    return length
        + " || "
        + (digested ? ascii("pg_catalog.encode(pg_catalog.sha256(" + bytes + "), 'hex')") : bytes);
  }

  /** One row: how many rows, and the sum. */
  String sum(ChunkRange range) {
    return "SELECT " + sums() + " FROM (" + prints(List.of(), condition(range)) + ROWS;
  }

  /** A row for each bucket that has some: its number, how many rows, and the sum. */
  String buckets(int buckets) {
    return "SELECT "
        + bucketOf(buckets)
        + ", "
        + sums()
        + " FROM ("
        + prints(List.of(), Optional.empty())
        + ROWS
        + " GROUP BY 1";
  }

  /** For each row the key, then the fingerprint. */
  String fingerprints(ChunkRange range) {
    return "SELECT "
        + names(read.key())
        + ", "
        + UNSIGNED
        + " FROM ("
        + prints(read.key(), condition(range))
        + ROWS;
  }

  /** All columns of each row of a bucket. */
  String bucket(int buckets, int bucket) {
    return "SELECT "
        + names(read.columns())
        + " FROM ("
        + prints(read.columns(), Optional.empty())
        + ROWS
        + " WHERE "
        + bucketOf(buckets)
        + " = "
        + bucket;
  }

  /** The rows' columns under names that no column of a table can shadow, and the fingerprint. */
  private String prints(List<ColumnDefinition> columns, Optional<String> condition) {
    return "SELECT "
        + columns.stream()
            .map(column -> Quoted.name(column.name()) + " AS " + alias(columns.indexOf(column)))
            .map(column -> column + ", ")
            .collect(Collectors.joining())
        + fingerprint
        + " AS "
        + PRINT
        + RowQuery.from(read, condition);
  }

  private static String names(List<ColumnDefinition> columns) {
    return columns.stream()
        .map(column -> alias(columns.indexOf(column)))
        .collect(Collectors.joining(", "));
  }

  private static String alias(int column) {
    return "c" + column;
  }

  private static String sums() {
    return "pg_catalog.count(*), COALESCE(pg_catalog.sum(" + UNSIGNED + "), 0)";
  }

  private static String bucketOf(int buckets) {
    return "pg_catalog.mod(" + UNSIGNED + ", " + buckets + ")";
  }

  private Optional<String> condition(ChunkRange range) {
    return new KeyOrder(read.key()).condition(range);
  }
}
