package io.openoms.tck.toy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The toy's server: tables, and a list of transactions. Rows are what the transactions up to some
 * number have left. Values are texts. Thread-safe.
 */
final class Journal {

  /**
   * A column.
   *
   * @param type long, money, flag, text, instant or uuid
   */
  record Column(String name, String type, boolean nullable) {}

  /**
   * A table.
   *
   * @param isKeyed whether its first column is its key
   */
  record Table(String name, List<Column> columns, boolean isKeyed) {}

  /** A change of one row; before is null for an insert, after for a delete. */
  record Change(
      String table,
      @Nullable List<@Nullable String> before,
      @Nullable List<@Nullable String> after) {}

  /** What was changed together. */
  record Transaction(long number, Instant at, List<Change> changes) {}

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final List<Transaction> transactions = new ArrayList<>();

  Journal(Table... all) {
    for (Table table : all) {
      tables.put(table.name(), table);
    }
  }

  List<Table> tables() {
    return List.copyOf(tables.values());
  }

  Table table(String name) {
    Table table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("no table " + name);
    }
    return table;
  }

  /** Appends a transaction. */
  synchronized void write(List<Change> changes) {
    transactions.add(new Transaction(end() + 1, Instant.now(), List.copyOf(changes)));
    notifyAll();
  }

  /** The number of the last transaction; 0 before the first. */
  synchronized long end() {
    return transactions.size();
  }

  /** The transaction after that number; empty when none comes in that time. */
  synchronized Optional<Transaction> after(long number, Duration wait) throws InterruptedException {
    long limit = System.nanoTime() + wait.toNanos();
    while (end() <= number) {
      long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
    return Optional.of(transactions.get((int) number));
  }

  /** The rows of a table after that transaction. */
  synchronized List<List<@Nullable String>> rows(String table, long number) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Transaction transaction : transactions.subList(0, (int) number)) {
      for (Change change : transaction.changes()) {
        if (change.table().equals(table)) {
          apply(change, rows);
        }
      }
    }
    return rows;
  }

  private static void apply(Change change, List<List<@Nullable String>> rows) {
    List<@Nullable String> before = change.before();
    List<@Nullable String> after = change.after();
    if (before != null && !rows.remove(before)) {
      throw new IllegalStateException("the row is not there");
    }
    if (after != null) {
      rows.add(after);
    }
  }
}
