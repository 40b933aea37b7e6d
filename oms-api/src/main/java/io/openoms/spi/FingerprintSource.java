package io.openoms.spi;

import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.FingerprintRead;
import io.openoms.spi.data.FingerprintSum;
import io.openoms.spi.data.RowBatches;
import java.util.List;

/**
 * Computes fingerprints of rows where the rows are. {@link FingerprintRead} says what a fingerprint
 * is; every endpoint computes the same. Rows are read as they are now, without a lock. Thread-safe;
 * each call and each reader takes one connection, a reader for as long as it is open.
 */
public interface FingerprintSource {

  /** The fingerprints of a range's rows, added up. Blocks. */
  FingerprintSum sum(FingerprintRead read, ChunkRange range);

  /**
   * Opens a stream over a range's rows in no particular order: the key's columns, and then the
   * fingerprint as a {@link io.openoms.spi.data.ValueForm#NUMBER}. Blocks.
   *
   * @param read a table that has a key
   */
  RowReader fingerprints(FingerprintRead read, ChunkRange range, RowBatches batches);

  /**
   * Shares all rows out to buckets, by their fingerprints modulo the number of buckets, and adds
   * each bucket's fingerprints up. Blocks.
   *
   * @return a sum for each bucket, in order
   */
  List<FingerprintSum> buckets(FingerprintRead read, int buckets);

  /** Opens a stream over the whole rows of one bucket, in no particular order. Blocks. */
  RowReader bucket(FingerprintRead read, int buckets, int bucket, RowBatches batches);
}
