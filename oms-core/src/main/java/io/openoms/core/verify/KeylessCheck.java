package io.openoms.core.verify;

import io.openoms.RowDifference.Kind;
import io.openoms.core.compare.RowWatch.Watched;
import io.openoms.core.verify.KeyedCheck.Compared;
import io.openoms.core.verify.RowJudge.Looked;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.FingerprintSum;
import io.openoms.spi.data.RowImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Compares a table without a key as a multiset of rows: in buckets, by fingerprint, and row by row
 * in the buckets that differ. While the source is followed, both ends must be read without a change
 * of the table in between; a table that never rests is unresolved. One thread.
 */
final class KeylessCheck {

  private static final long BUCKET_ROWS = 20_000;
  private static final long BUCKET_BYTES = 16 << 20;
  private static final int MOST_BUCKETS = 4_096;
  private static final long WAIT_MILLIS = 500;

  private final Ends ends;
  private final Stream stream;
  private final Duration patience;

  KeylessCheck(Ends ends, Stream stream, Duration patience) {
    this.ends = ends;
    this.stream = stream;
    this.patience = patience;
  }

  /** Compares. Blocks. */
  Compared compare(VerifiedTable table) {
    Look look = look(table, (unpaired, watched) -> false);
    Rows rows = new Rows(table);
    List<Found> found = new ArrayList<>();
    if (look.rested()) {
      look.unpaired()
          .missing()
          .forEach(row -> found.add(rows.found(Kind.MISSING, null, row, null)));
      look.unpaired().extra().forEach(row -> found.add(rows.found(Kind.EXTRA, null, null, row)));
    } else {
      found.add(Found.unresolved(null, rows.difference(Kind.UNRESOLVED, null, null)));
    }
    return new Compared(look.rows(), new Looked(List.of(), found));
  }

  /** Does something with the differences of a table that has rested while they were found. */
  interface WhileAtRest {
    /**
     * Called while the table is still watched.
     *
     * @param watched knows whether a change of the table has been applied since
     * @return whether it has changed the table itself
     */
    boolean take(Unpaired unpaired, Watched watched);
  }

  /**
   * Rows that only one end has, each as often as it has them more often than the other end.
   *
   * @param missing those of the source
   * @param extra those of the sink
   */
  record Unpaired(List<RowImage> missing, List<RowImage> extra) {

    boolean isEmpty() {
      return missing.isEmpty() && extra.isEmpty();
    }
  }

  /**
   * What was seen.
   *
   * @param rows rows of the source
   * @param rested whether the table rested meanwhile; otherwise the differences mean nothing
   * @param changed whether the table was changed on purpose, after the look
   */
  record Look(long rows, boolean rested, Unpaired unpaired, boolean changed) {}

  /** Looks until the table has rested for one look, or the patience is over. Blocks. */
  Look look(VerifiedTable table, WhileAtRest use) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Look look = lookOnce(table, use);
      if (look.rested() || System.nanoTime() > end) {
        return look;
      }
      stream.sleep(WAIT_MILLIS);
    }
  }

  private Look lookOnce(VerifiedTable table, WhileAtRest use) {
    try (Watched watched = stream.watch(table)) {
      stream.awaitVisible();
      FingerprintSum source = ends.sourceSum(table, ChunkRange.all());
      stream.awaitApplied();
      FingerprintSum sink = ends.sinkSum(table, ChunkRange.all());
      boolean differs = !source.equals(sink) && !watched.hasAnyChanged();
      Unpaired found =
          differs ? differences(table, source.rows(), watched) : new Unpaired(List.of(), List.of());
      boolean rested = !watched.hasAnyChanged();
      boolean changed = rested && use.take(found, watched);
      return new Look(source.rows(), rested, found, changed);
    }
  }

  /** Buckets cost a server more than a sum, so they are asked for only where the sums differ. */
  private Unpaired differences(VerifiedTable table, long count, Watched watched) {
    long size = Math.min(BUCKET_ROWS, Math.max(1, BUCKET_BYTES / table.rowBytes()));
    int buckets = (int) Math.max(1, Math.min(MOST_BUCKETS, count / size));
    List<FingerprintSum> source = ends.sourceBuckets(table, buckets);
    stream.awaitApplied();
    List<FingerprintSum> sink = ends.sinkBuckets(table, buckets);
    List<RowImage> missing = new ArrayList<>();
    List<RowImage> extra = new ArrayList<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      if (!source.get(bucket).equals(sink.get(bucket)) && !watched.hasAnyChanged()) {
        split(
            ends.sourceBucket(table, buckets, bucket),
            ends.sinkBucket(table, buckets, bucket),
            missing,
            extra);
      }
    }
    pair(new Rows(table), missing, extra);
    return new Unpaired(missing, extra);
  }

  /** What only one of two multisets holds. */
  private static void split(
      List<RowImage> source, List<RowImage> sink, List<RowImage> missing, List<RowImage> extra) {
    Map<RowImage, Integer> counts = new HashMap<>();
    sink.forEach(row -> counts.merge(row, 1, Integer::sum));
    for (RowImage row : source) {
      if (counts.merge(row, -1, Integer::sum) < 0) {
        counts.put(row, 0);
        missing.add(row);
      }
    }
    counts.forEach(
        (row, count) -> {
          for (int i = 0; i < count; i++) {
            extra.add(row);
          }
        });
  }

  /** Removes rows that are equal though the two ends write them in two ways. */
  private static void pair(Rows rows, List<RowImage> missing, List<RowImage> extra) {
    Map<RowImage, List<RowImage>> there = new HashMap<>();
    extra.forEach(
        row -> there.computeIfAbsent(rows.comparable(row), any -> new ArrayList<>()).add(row));
    for (Iterator<RowImage> left = missing.iterator(); left.hasNext(); ) {
      RowImage row = left.next();
      List<RowImage> same = there.getOrDefault(rows.comparable(row), List.of());
      for (int i = 0; i < same.size(); i++) {
        if (rows.areEqual(row, same.get(i))) {
          extra.remove(same.remove(i));
          left.remove();
          break;
        }
      }
    }
  }
}
