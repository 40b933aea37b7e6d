package io.openoms.testkit.changefeed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * Delivers messages to partitions as a changefeed does: at least once, in no certain order. What
 * holds is only this: all rows before a resolved event's timestamp are in its partition before it.
 *
 * <p>A faulty delivery shuffles rows, writes some again at once and some long after, sends the rows
 * of one transaction to several partitions, lets partitions lag behind others, and lets resolved
 * events fall back. All by a seed. Not thread-safe.
 */
public final class FeedDelivery {

  private static final int REMEMBERED = 200;
  private static final int MOST_IN_RECORD = 16;
  private static final int MOST_HELD = 40;

  private final Random random;
  private final boolean isFaulty;
  private final Out out;
  private final List<Routed> rows = new ArrayList<>();
  private final List<Routed> written = new ArrayList<>();
  private final Map<Integer, Deque<OpenRecord>> held = new TreeMap<>();
  private long resolved;

  /** Where records go. */
  public interface Out {
    /**
     * Takes the next record of a partition.
     *
     * @param partition the partition's number
     * @param record the record
     */
    void write(int partition, OpenRecord record);
  }

  private record Routed(int partition, OpenMessage message) {}

  /**
   * A delivery.
   *
   * @param partitions how many partitions there are at first
   * @param seed of all that is random
   * @param isFaulty whether anything goes wrong that may
   * @param out where records go
   */
  public FeedDelivery(int partitions, long seed, boolean isFaulty, Out out) {
    this.random = new Random(seed);
    this.isFaulty = isFaulty;
    this.out = out;
    for (int partition = 0; partition < partitions; partition++) {
      held.put(partition, new ArrayDeque<>());
    }
  }

  /** From now on there is one more partition, which gets resolved events, too. */
  public void addPartition() {
    held.put(held.size(), new ArrayDeque<>());
  }

  /**
   * A row's message.
   *
   * @param route what goes to one partition where nothing is faulty, such as a hash of the table
   */
  public void row(int route, OpenMessage message) {
    int by = isFaulty && random.nextInt(3) == 0 ? random.nextInt() : route;
    rows.add(new Routed(Math.floorMod(by, held.size()), message));
  }

  /** A statement: all rows before it first, then it in all partitions. */
  public void definition(OpenMessage message) {
    flush();
    held.keySet().forEach(partition -> hold(partition, List.of(message)));
  }

  /**
   * Delivers all rows, and tells each partition that what is before a timestamp is complete.
   *
   * @param timestamp at or before that of every row that is still to come
   */
  public void resolve(long timestamp) {
    flush();
    resolved = Math.max(resolved, timestamp);
    for (int partition : held.keySet()) {
      boolean falls = isFaulty && random.nextInt(8) == 0;
      long told = falls ? Math.max(0, resolved - random.nextInt(1 << 20)) : resolved;
      hold(partition, List.of(OpenMessage.resolved(told)));
      boolean lags = isFaulty && random.nextInt(3) == 0 && held(partition).size() < MOST_HELD;
      if (!lags) {
        release(partition);
      }
    }
  }

  /** Delivers all that lags behind, and resolved events of the last timestamp. */
  public void catchUp() {
    flush();
    held.keySet()
        .forEach(
            partition -> {
              hold(partition, List.of(OpenMessage.resolved(resolved)));
              release(partition);
            });
  }

  private Deque<OpenRecord> held(int partition) {
    return Objects.requireNonNull(held.get(partition));
  }

  private void release(int partition) {
    Deque<OpenRecord> records = held(partition);
    while (!records.isEmpty()) {
      out.write(partition, records.remove());
    }
  }

  private void hold(int partition, List<OpenMessage> messages) {
    held(partition).add(OpenRecord.of(messages));
  }

  private void flush() {
    List<Routed> all = new ArrayList<>(rows);
    if (isFaulty) {
      rows.stream().filter(row -> random.nextInt(5) == 0).forEach(all::add);
      written.stream().filter(row -> random.nextInt(30) == 0).forEach(all::add);
      Collections.shuffle(all, random);
    }
    written.addAll(rows);
    rows.clear();
    if (written.size() > REMEMBERED) {
      written.subList(0, written.size() - REMEMBERED).clear();
    }
    for (int partition : held.keySet()) {
      batches(partition, all);
    }
  }

  private void batches(int partition, List<Routed> all) {
    List<OpenMessage> batch = new ArrayList<>();
    for (Routed row : all) {
      if (row.partition() == partition) {
        batch.add(row.message());
        if (batch.size() > random.nextInt(MOST_IN_RECORD)) {
          hold(partition, batch);
          batch = new ArrayList<>();
        }
      }
    }
    if (!batch.isEmpty()) {
      hold(partition, batch);
    }
  }
}
