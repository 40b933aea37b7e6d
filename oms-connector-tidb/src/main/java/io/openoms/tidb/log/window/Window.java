package io.openoms.tidb.log.window;

import io.openoms.error.MigrationException;
import io.openoms.tidb.log.message.LogMessage;
import io.openoms.tidb.log.row.KeyedChange;
import io.openoms.tidb.log.row.TableRows;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The transactions that are not complete yet, by their timestamps. One thread. */
public final class Window {

  private final TreeMap<Long, FeedTransaction> transactions = new TreeMap<>();
  private long weight;

  /**
   * Adds a row's changes; those that are there already count once.
   *
   * @param partition the topic's partition in which the message lies
   * @param offset its place there
   */
  public void add(TableRows table, LogMessage.Row row, int partition, long offset) {
    FeedTransaction transaction = at(row.timestamp(), partition, offset);
    try {
      for (KeyedChange change : table.changes(row)) {
        weight += transaction.add(table, row.partition(), change);
      }
    } catch (MigrationException e) {
      transaction.fail(e);
    }
  }

  /** Adds a statement. */
  public void add(LogMessage.Definition definition, int partition, long offset) {
    at(definition.timestamp(), partition, offset).add(definition);
  }

  private FeedTransaction at(long timestamp, int partition, long offset) {
    FeedTransaction transaction = transactions.computeIfAbsent(timestamp, FeedTransaction::new);
    transaction.lies(partition, offset);
    return transaction;
  }

  /** The next transaction before a timestamp, which leaves the window; null when there is none. */
  public @Nullable FeedTransaction pollBefore(long timestamp) {
    if (transactions.isEmpty() || transactions.firstKey() >= timestamp) {
      return null;
    }
    FeedTransaction first = transactions.pollFirstEntry().getValue();
    weight -= first.weight();
    return first;
  }

  /** Whether nothing is waiting. */
  public boolean isEmpty() {
    return transactions.isEmpty();
  }

  /** The first offset of what is waiting, in each partition that has any. */
  public Map<Integer, Long> offsets() {
    Map<Integer, Long> first = new HashMap<>();
    for (FeedTransaction transaction : transactions.values()) {
      transaction
          .offsets()
          .forEach((partition, offset) -> first.merge(partition, offset, Math::min));
    }
    return first;
  }

  /** Bytes of memory that are taken, roughly. */
  public long weight() {
    return weight;
  }
}
