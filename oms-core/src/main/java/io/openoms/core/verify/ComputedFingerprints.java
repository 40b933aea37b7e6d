package io.openoms.core.verify;

import io.openoms.core.table.ColumnNumbers;
import io.openoms.spi.FingerprintSource;
import io.openoms.spi.RowReader;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.FingerprintRead;
import io.openoms.spi.data.FingerprintSum;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowFingerprint;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fingerprints of an endpoint that computes none itself: its rows are read. Thread-safe. */
final class ComputedFingerprints implements FingerprintSource {

  private final SnapshotSource rows;

  ComputedFingerprints(SnapshotSource rows) {
    this.rows = rows;
  }

  @Override
  public FingerprintSum sum(FingerprintRead read, ChunkRange range) {
    Sums sums = new Sums(1);
    RowFingerprint prints = new RowFingerprint(read);
    each(read, range, (batch, row) -> sums.add(prints.of(batch, row)));
    return sums.all().get(0);
  }

  @Override
  public List<FingerprintSum> buckets(FingerprintRead read, int buckets) {
    Sums sums = new Sums(buckets);
    RowFingerprint prints = new RowFingerprint(read);
    each(read, ChunkRange.all(), (batch, row) -> sums.add(prints.of(batch, row)));
    return sums.all();
  }

  @Override
  public RowReader bucket(FingerprintRead read, int buckets, int bucket, RowBatches batches) {
    RowFingerprint prints = new RowFingerprint(read);
    return new Chosen(
        rows.read(read.read(), ChunkRange.all(), EachRow.batches()),
        (batch, row) -> Long.remainderUnsigned(prints.of(batch, row), buckets) == bucket);
  }

  @Override
  public RowReader fingerprints(FingerprintRead read, ChunkRange range, RowBatches batches) {
    List<ColumnDefinition> columns = new ArrayList<>(read.read().key());
    columns.add(FingerprintRead.FINGERPRINT);
    int[] key =
        read.read().key().stream()
            .mapToInt(column -> ColumnNumbers.of(read.read().columns(), column.name()))
            .toArray();
    RowReader whole = rows.read(read.read(), range, EachRow.batches());
    RowFingerprint computed = new RowFingerprint(read);
    return new RowReader() {
      @Override
      public @Nullable RowBatch next() {
        RowBatch batch = whole.next();
        if (batch == null) {
          return null;
        }
        RowBatch.Builder prints = EachRow.batches().begin(columns);
        for (int row = 0; row < batch.rows(); row++) {
          for (int column : key) {
            prints.add(batch.data(), batch.offset(row, column), batch.length(row, column));
          }
          prints.add(text(computed.of(batch, row)));
        }
        return prints.build();
      }

      @Override
      public void close() {
        whole.close();
      }
    };
  }

  private static byte[] text(long print) {
    return Long.toUnsignedString(print).getBytes(StandardCharsets.US_ASCII);
  }

  private void each(FingerprintRead read, ChunkRange range, EachRow use) {
    EachRow.of(rows.read(read.read(), range, EachRow.batches()), use);
  }

  /** Sums of buckets. One thread. */
  private static final class Sums {
    private final long[] rows;
    private final List<BigInteger> sums;

    Sums(int buckets) {
      this.rows = new long[buckets];
      this.sums = new ArrayList<>(Collections.nCopies(buckets, BigInteger.ZERO));
    }

    void add(long print) {
      int bucket = (int) Long.remainderUnsigned(print, rows.length);
      rows[bucket]++;
      sums.set(bucket, sums.get(bucket).add(new BigInteger(Long.toUnsignedString(print))));
    }

    List<FingerprintSum> all() {
      return IntStream.range(0, rows.length)
          .mapToObj(bucket -> new FingerprintSum(rows[bucket], sums.get(bucket)))
          .toList();
    }
  }

  /** Some rows of another reader. One thread. */
  private record Chosen(RowReader from, BiPredicate<RowBatch, Integer> which) implements RowReader {

    @Override
    public @Nullable RowBatch next() {
      for (RowBatch batch = from.next(); batch != null; batch = from.next()) {
        RowBatch rows = batch;
        int[] chosen =
            IntStream.range(0, batch.rows()).filter(row -> which.test(rows, row)).toArray();
        if (chosen.length > 0) {
          return batch.only(chosen);
        }
      }
      return null;
    }

    @Override
    public void close() {
      from.close();
    }
  }
}
