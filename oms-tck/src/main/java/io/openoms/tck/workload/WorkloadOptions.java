package io.openoms.tck.workload;

import java.util.EnumSet;
import java.util.Set;

/**
 * How a workload is. Immutable.
 *
 * @param seed what each writer's choices come from
 * @param writers threads, each with a connection of its own
 * @param transactions after how many a writer ends by itself; {@link Long#MAX_VALUE} for never
 * @param transactionsPerSecond the most that all writers do together; 0 for no limit
 * @param keys how many keys a table's rows are spread over: few make conflicts
 * @param largeRows rows of a large transaction
 * @param largeEvery after how many transactions a writer does a large one
 * @param lobBytes the largest object's bytes
 * @param features what it does
 */
public record WorkloadOptions(
    long seed,
    int writers,
    long transactions,
    int transactionsPerSecond,
    int keys,
    int largeRows,
    int largeEvery,
    int lobBytes,
    Set<Feature> features) {

  /** Copies the set. */
  public WorkloadOptions {
    features = Set.copyOf(features);
  }

  /**
   * Three writers without end and limit, 300 keys, every 500 transactions a large one of 2,000
   * rows, objects of at most 256 KiB.
   */
  public static WorkloadOptions of(long seed, Set<Feature> features) {
    return new WorkloadOptions(seed, 3, Long.MAX_VALUE, 0, 300, 2_000, 500, 1 << 18, features);
  }

  /** Ends each writer after that many transactions. */
  public WorkloadOptions withTransactions(long each) {
    return new WorkloadOptions(
        seed,
        writers,
        each,
        transactionsPerSecond,
        keys,
        largeRows,
        largeEvery,
        lobBytes,
        features);
  }

  /** Limits all writers together. */
  public WorkloadOptions withRate(int perSecond) {
    return new WorkloadOptions(
        seed, writers, transactions, perSecond, keys, largeRows, largeEvery, lobBytes, features);
  }

  /** Sets the number of threads. */
  public WorkloadOptions withWriters(int count) {
    return new WorkloadOptions(
        seed,
        count,
        transactions,
        transactionsPerSecond,
        keys,
        largeRows,
        largeEvery,
        lobBytes,
        features);
  }

  /** Sets how many keys a table's rows are spread over. */
  public WorkloadOptions withKeys(int count) {
    return new WorkloadOptions(
        seed,
        writers,
        transactions,
        transactionsPerSecond,
        count,
        largeRows,
        largeEvery,
        lobBytes,
        features);
  }

  /** Makes every so manieth transaction of a writer one of that many rows. */
  public WorkloadOptions withLarge(int rows, int every) {
    return new WorkloadOptions(
        seed, writers, transactions, transactionsPerSecond, keys, rows, every, lobBytes, features);
  }

  /** Sets the largest object's bytes. */
  public WorkloadOptions withLobs(int bytes) {
    return new WorkloadOptions(
        seed,
        writers,
        transactions,
        transactionsPerSecond,
        keys,
        largeRows,
        largeEvery,
        bytes,
        features);
  }

  /** Leaves features out. */
  public WorkloadOptions without(Feature first, Feature... more) {
    Set<Feature> fewer = EnumSet.copyOf(features);
    fewer.removeAll(EnumSet.of(first, more));
    return new WorkloadOptions(
        seed,
        writers,
        transactions,
        transactionsPerSecond,
        keys,
        largeRows,
        largeEvery,
        lobBytes,
        fewer);
  }
}
