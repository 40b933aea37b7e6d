package io.openoms.binlog.mysql.reader;

import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the reader makes of a log: its transactions in their order. Immutable.
 *
 * @param transactions each with its changes, also those that change no captured table
 */
public record DecodedLog(List<Transaction> transactions) {

  private static final Duration WAIT = Duration.ofSeconds(1);

  /**
   * A transaction.
   *
   * @param id its name or place
   */
  public record Transaction(String id, List<Change> changes) {}

  /**
   * A row's change.
   *
   * @param table the table's name
   * @param before the row as {@link #text} shows it; empty for an insert
   * @param after likewise; empty for a delete
   */
  public record Change(String table, String before, String after) {}

  /** Decodes all of a log. */
  public static DecodedLog of(RecordedLog log) {
    List<Transaction> transactions = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    try (ChangeReader reader = log.read()) {
      while (true) {
        ChangeEvent event = reader.next(WAIT);
        if (event instanceof ChangeEvent.Changes some) {
          some.changes().forEach(row -> changes.add(change(some.table().name(), row)));
        } else if (event instanceof ChangeEvent.SchemaChanged changed) {
          throw new IllegalStateException("a fixture changes no captured table: " + changed);
        } else if (event instanceof ChangeEvent.Committed end) {
          transactions.add(new Transaction(end.id(), List.copyOf(changes)));
          changes.clear();
        } else if (event instanceof ChangeEvent.Idle idle && idle.atEnd()) {
          return new DecodedLog(List.copyOf(transactions));
        }
      }
    }
  }

  private static Change change(String table, RowChange row) {
    return new Change(
        table,
        row.kind() == RowChange.Kind.INSERT ? "" : text(row.before()),
        row.kind() == RowChange.Kind.DELETE ? "" : text(row.after()));
  }

  /** All changes in their order. */
  public List<Change> changes() {
    return transactions.stream().flatMap(one -> one.changes().stream()).toList();
  }

  /**
   * The rows that each table has once all changes are made, beginning with none, and how often.
   *
   * @throws IllegalStateException when a change takes away a row that is not there
   */
  public Map<String, Map<String, Integer>> rows() {
    Map<String, Map<String, Integer>> tables = new TreeMap<>();
    for (Change change : changes()) {
      Map<String, Integer> rows = tables.computeIfAbsent(change.table(), table -> new TreeMap<>());
      if (!change.before().isEmpty()) {
        if (!rows.containsKey(change.before())) {
          throw new IllegalStateException("no such row in " + change);
        }
        rows.computeIfPresent(
            change.before(), (row, count) -> count == 1 ? null : Integer.valueOf(count - 1));
      }
      if (!change.after().isEmpty()) {
        rows.merge(change.after(), 1, Integer::sum);
      }
    }
    return tables;
  }

  private static String text(RowImage row) {
    byte[][] values = new byte[row.columns()][];
    for (int i = 0; i < values.length; i++) {
      if (row.isAbsent(i)) {
        throw new IllegalStateException("an image lacks column " + i);
      }
      if (!row.isNull(i)) {
        values[i] = new byte[row.length(i)];
        System.arraycopy(row.data(), row.offset(i), values[i], 0, values[i].length);
      }
    }
    return text(values);
  }

  /** A row as a text: its values in hexadecimal digits, or NULL, with commas between them. */
  public static String text(byte[][] values) {
    StringBuilder text = new StringBuilder();
    for (byte[] value : values) {
      text.append(text.isEmpty() ? "" : ",");
      text.append(value == null ? "NULL" : "x" + HexFormat.of().formatHex(value));
    }
    return text.toString();
  }
}
