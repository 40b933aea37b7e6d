package io.openoms.core.verify;

import io.openoms.core.plan.Roles;
import io.openoms.spi.FingerprintSource;
import io.openoms.spi.RowReader;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.FingerprintSum;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Reads both ends of a table. An endpoint that computes no fingerprints has its rows read and
 * fingerprinted here. Blocks. Thread-safe.
 */
final class Ends {

  private final SnapshotSource source;
  private final SnapshotSource sink;
  private final FingerprintSource sourcePrints;
  private final FingerprintSource sinkPrints;

  /** How many threads ask there for a sum. */
  private final AtomicInteger askSource = new AtomicInteger();

  private final AtomicInteger askSink = new AtomicInteger();

  Ends(Roles roles) {
    this.source = roles.snapshot();
    this.sink = roles.requireTargetSnapshot();
    this.sourcePrints =
        roles.sourcePrints().orElseGet(() -> new ComputedFingerprints(roles.snapshot()));
    this.sinkPrints = roles.targetPrints().orElseGet(() -> new ComputedFingerprints(sink));
  }

  SnapshotSource source() {
    return source;
  }

  SnapshotSource sink() {
    return sink;
  }

  /**
   * The sums of a range at both ends. The end that fewer threads ask at the moment is asked first,
   * so that several threads keep both servers at work. The two sums are not of one moment.
   */
  Sums sums(VerifiedTable table, ChunkRange range, ChunkRange sinkRange) {
    if (askSource.get() > askSink.get()) {
      FingerprintSum sink = sinkSum(table, sinkRange);
      return new Sums(sourceSum(table, range), sink);
    }
    FingerprintSum source = sourceSum(table, range);
    return new Sums(source, sinkSum(table, sinkRange));
  }

  /** The sums of one range. */
  record Sums(FingerprintSum source, FingerprintSum sink) {

    boolean areEqual() {
      return source.equals(sink);
    }
  }

  FingerprintSum sourceSum(VerifiedTable table, ChunkRange range) {
    return counted(
        askSource,
        () -> {
          FingerprintSum sum = FingerprintSum.none();
          for (TableRead read : table.sources()) {
            sum = sum.plus(sourcePrints.sum(table.prints(read), range));
          }
          return sum;
        });
  }

  FingerprintSum sinkSum(VerifiedTable table, ChunkRange range) {
    return counted(askSink, () -> sinkPrints.sum(table.prints(table.target()), range));
  }

  private static FingerprintSum counted(AtomicInteger asking, Supplier<FingerprintSum> question) {
    asking.incrementAndGet();
    try {
      return question.get();
    } finally {
      asking.decrementAndGet();
    }
  }

  /** Hands over each row's key and fingerprint. */
  void sourcePrints(VerifiedTable table, ChunkRange range, EachRow rows) {
    for (TableRead read : table.sources()) {
      EachRow.of(sourcePrints.fingerprints(table.prints(read), range, EachRow.batches()), rows);
    }
  }

  void sinkPrints(VerifiedTable table, ChunkRange range, EachRow rows) {
    EachRow.of(
        sinkPrints.fingerprints(table.prints(table.target()), range, EachRow.batches()), rows);
  }

  List<FingerprintSum> sourceBuckets(VerifiedTable table, int buckets) {
    List<List<FingerprintSum>> all =
        table.sources().stream()
            .map(read -> sourcePrints.buckets(table.prints(read), buckets))
            .toList();
    return IntStream.range(0, buckets)
        .mapToObj(
            bucket ->
                all.stream()
                    .map(sums -> sums.get(bucket))
                    .reduce(FingerprintSum.none(), FingerprintSum::plus))
        .toList();
  }

  List<FingerprintSum> sinkBuckets(VerifiedTable table, int buckets) {
    return sinkPrints.buckets(table.prints(table.target()), buckets);
  }

  /** Takes one row after another. */
  interface Taker {

    /** Takes a row; false when no more are wanted. */
    boolean take(RowImage row);
  }

  /** Hands the rows of a bucket over; false when not all were wanted. */
  boolean sourceBucket(VerifiedTable table, int buckets, int bucket, Taker rows) {
    for (TableRead read : table.sources()) {
      if (!images(read, b -> sourcePrints.bucket(table.prints(read), buckets, bucket, b), rows)) {
        return false;
      }
    }
    return true;
  }

  boolean sinkBucket(VerifiedTable table, int buckets, int bucket, Taker rows) {
    TableRead read = table.target();
    return images(read, b -> sinkPrints.bucket(table.prints(read), buckets, bucket, b), rows);
  }

  /**
   * The rows under those keys, as they are now; by another way where the reader gives one.
   *
   * @param most how many bytes they may take
   * @return the rows; empty when they take more
   */
  Optional<List<RowImage>> sourceRows(VerifiedTable table, RowBatch keys, long most, Lookup by) {
    Weighed rows = new Weighed(most);
    for (TableRead read : table.sources()) {
      if (!images(read, b -> by.find(read, keys, b), rows)) {
        return Optional.empty();
      }
    }
    return Optional.of(rows.taken);
  }

  /** The same at the sink. */
  Optional<List<RowImage>> sinkRows(VerifiedTable table, RowBatch keys, long most, Lookup by) {
    Weighed rows = new Weighed(most);
    boolean fit = images(table.target(), b -> by.find(table.target(), keys, b), rows);
    return fit ? Optional.of(rows.taken) : Optional.empty();
  }

  /** Rows up to a size. One thread. */
  private static final class Weighed implements Taker {
    private final List<RowImage> taken = new ArrayList<>();
    private long left;

    Weighed(long most) {
      left = most;
    }

    @Override
    public boolean take(RowImage row) {
      left -= row.weight();
      taken.add(row);
      return left >= 0;
    }
  }

  /** A way to read rows by their keys. */
  interface Lookup {
    RowReader find(TableRead read, RowBatch keys, RowBatches batches);
  }

  private static boolean images(TableRead read, Function<RowBatches, RowReader> open, Taker rows) {
    int[] columns = IntStream.range(0, read.columns().size()).toArray();
    try (RowReader reader = open.apply(EachRow.batches())) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          if (!rows.take(RowImage.of(batch, row, columns))) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
