package io.openoms.core.verify;

import io.openoms.RowDifference.Kind;
import io.openoms.core.compare.RowWatch.Watched;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.FingerprintSum;
import io.openoms.spi.data.RowImage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares a table without a key as a multiset of rows: in buckets, by fingerprint, and row by row
 * in the buckets that differ. While the source is followed, both ends must be read without a change
 * of the table in between; a table that never rests, or whose changes are not applied in time, is
 * unresolved. One thread.
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
  Look compare(VerifiedTable table) {
    return look(table, (unpaired, watched) -> false);
  }

  /** Hands over what a look has found, one row after another: each takes memory of its own. */
  static void tell(VerifiedTable table, Look look, Consumer<Found> found) {
    Rows rows = new Rows(table);
    if (look.rested()) {
      look.unpaired()
          .missing()
          .forEach(row -> found.accept(rows.found(Kind.MISSING, null, row, null)));
      look.unpaired().extra().forEach(row -> found.accept(rows.found(Kind.EXTRA, null, null, row)));
    } else {
      found.accept(Found.unresolved(null, rows.difference(Kind.UNRESOLVED, null, null)));
    }
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

    static Unpaired none() {
      return new Unpaired(List.of(), List.of());
    }

    boolean isEmpty() {
      return missing.isEmpty() && extra.isEmpty();
    }
  }

  /**
   * What was seen.
   *
   * @param rows rows of the source
   * @param rested whether the table rested meanwhile; otherwise the differences mean nothing
   * @param isLate whether changes were not applied in time
   * @param changed whether the table was changed on purpose, after the look
   */
  record Look(long rows, boolean rested, boolean isLate, Unpaired unpaired, boolean changed) {

    static Look late(long rows) {
      return new Look(rows, false, true, Unpaired.none(), false);
    }
  }

  /** Looks until the table has rested for one look, or the patience is over. Blocks. */
  Look look(VerifiedTable table, WhileAtRest use) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Look look = lookOnce(table, use);
      if (look.rested() || look.isLate() || System.nanoTime() > end) {
        return look;
      }
      stream.sleep(WAIT_MILLIS);
    }
  }

  private Look lookOnce(VerifiedTable table, WhileAtRest use) {
    try (Watched watched = stream.watch(table)) {
      boolean isVisible = stream.awaitVisible();
      FingerprintSum source = ends.sourceSum(table, ChunkRange.all());
      if (!isVisible || !stream.awaitApplied()) {
        return Look.late(source.rows());
      }
      FingerprintSum sink = ends.sinkSum(table, ChunkRange.all());
      boolean differs = !source.equals(sink) && !watched.hasAnyChanged();
      Optional<Unpaired> found =
          differs ? differences(table, source.rows(), watched) : Optional.of(Unpaired.none());
      if (found.isEmpty()) {
        return Look.late(source.rows());
      }
      boolean rested = !watched.hasAnyChanged();
      boolean changed = rested && use.take(found.get(), watched);
      // Where a change of the log came first, nothing was done, and a further look is needed.
      boolean settled = changed || !watched.hasAnyChanged();
      return new Look(source.rows(), settled, false, found.get(), changed);
    }
  }

  /**
   * Buckets cost a server more than a sum, so they are asked for only where the sums differ. Empty
   * where changes were not applied in time.
   */
  private Optional<Unpaired> differences(VerifiedTable table, long count, Watched watched) {
    long size = Math.min(BUCKET_ROWS, Math.max(1, BUCKET_BYTES / table.rowBytes()));
    int buckets = (int) Math.max(1, Math.min(MOST_BUCKETS, count / size));
    List<FingerprintSum> source = ends.sourceBuckets(table, buckets);
    if (!stream.awaitApplied()) {
      return Optional.empty();
    }
    List<FingerprintSum> sink = ends.sinkBuckets(table, buckets);
    KeylessDifferences found = new KeylessDifferences(ends, table);
    for (int bucket = 0; bucket < buckets; bucket++) {
      if (!source.get(bucket).equals(sink.get(bucket)) && !watched.hasAnyChanged()) {
        found.compare(buckets, bucket);
      }
    }
    // The last reads may have seen a change that is still on its way. It is known once the log is
    // applied up to here.
    return stream.awaitApplied() ? Optional.of(found.unpaired()) : Optional.empty();
  }
}
