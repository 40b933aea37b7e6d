package io.openoms.core.verify;

import io.openoms.core.error.EngineError;
import io.openoms.core.verify.KeylessCheck.Unpaired;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a table without a key that only one end has, found bucket by bucket. A bucket whose
 * rows at the sink take too much memory is split into smaller ones. One thread.
 */
final class KeylessDifferences {

  private static final long BUCKET_BYTES = 16 << 20;
  private static final int SPLIT = 16;
  private static final int MOST_BUCKETS = 1 << 24;

  /** All rows are paired at last, which takes as much once more. */
  private static final int SHARE_OF_HEAP = 8;

  private final VerifiedTable table;
  private final Bucket source;
  private final Bucket sink;
  private final long most;
  private final List<RowImage> missing = new ArrayList<>();
  private final List<RowImage> extra = new ArrayList<>();
  private long left;

  /** The rows of one end whose fingerprints fall into one of a number of buckets. */
  interface Bucket {

    /** Hands them over; false when not all were wanted. Blocks. */
    boolean rows(int buckets, int bucket, Ends.Taker taker);
  }

  /** Up to an eighth of the heap. */
  KeylessDifferences(Ends ends, VerifiedTable table) {
    this(
        table,
        (buckets, bucket, taker) -> ends.sourceBucket(table, buckets, bucket, taker),
        (buckets, bucket, taker) -> ends.sinkBucket(table, buckets, bucket, taker),
        Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /**
   * Up to a size.
   *
   * @param most bytes of rows that differ
   */
  KeylessDifferences(VerifiedTable table, Bucket source, Bucket sink, long most) {
    this.table = table;
    this.source = source;
    this.sink = sink;
    this.most = most;
    this.left = most;
  }

  /**
   * Compares the rows of one bucket. Blocks.
   *
   * @throws MigrationException TOO_MANY_DIFFERENCES when the rows that differ take too much memory
   */
  void compare(int buckets, int bucket) {
    Counts there = new Counts();
    if (!sink.rows(buckets, bucket, row -> there.add(row, buckets))) {
      for (int part = 0; part < SPLIT; part++) {
        compare(buckets * SPLIT, bucket + part * buckets);
      }
      return;
    }
    source.rows(
        buckets,
        bucket,
        row -> {
          if (!there.remove(row)) {
            missing.add(keep(row));
          }
          return true;
        });
    there.left.forEach(
        (row, count) -> {
          for (int i = 0; i < count; i++) {
            extra.add(keep(row));
          }
        });
  }

  private RowImage keep(RowImage row) {
    left -= row.weight();
    if (left < 0) {
      throw new MigrationException(
          EngineError.TOO_MANY_DIFFERENCES,
          ErrorContext.of(table.sources().get(0).table().name()),
          "the table has no key, and its rows differ in more than " + (most >> 20) + " MiB");
    }
    return row;
  }

  /** How often the sink has each row of a bucket; equal rows take no more memory than one. */
  private static final class Counts {
    private final Map<RowImage, Integer> left = new HashMap<>();
    private long room = BUCKET_BYTES;

    /** Counts a row; false when there is no room and smaller buckets may help. */
    boolean add(RowImage row, int buckets) {
      if (left.merge(row, 1, Integer::sum) == 1) {
        room -= row.weight();
      }
      return room >= 0 || left.size() == 1 || buckets > MOST_BUCKETS / SPLIT;
    }

    boolean remove(RowImage row) {
      Integer count = left.get(row);
      if (count == null) {
        return false;
      }
      if (count == 1) {
        left.remove(row);
      } else {
        left.put(row, count - 1);
      }
      return true;
    }
  }

  /** Those rows, without rows that are equal though the two ends write them in two ways. */
  Unpaired unpaired() {
    return Pairs.withoutEqual(table, new Unpaired(missing, extra));
  }
}
