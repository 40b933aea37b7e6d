package io.openoms.jdbc.mysql.sink;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Inserts rows of a batch unless a key of the table forbids it. A statement that meets a present
 * row is undone as a whole by the server. Then rows whose key is there are left out, and what is
 * refused still, for another key or by a collation, is found by trying parts. INSERT IGNORE would
 * be one statement, but it bends values that do not fit, too. One thread.
 */
final class AbsentRows {

  private static final int PARTS = 8;

  private final RowInserts inserts;
  private final PresentKeys keys;
  private final ObjectName table;

  AbsentRows(RowInserts inserts, PresentKeys keys, ObjectName table) {
    this.inserts = inserts;
    this.keys = keys;
    this.table = table;
  }

  /** Inserts what it can; gives the numbers of the other rows, in order. */
  List<Integer> insert(RowBatch rows) {
    int row = 0;
    while (row < rows.rows()) {
      try {
        row = inserts.insertSome(table, rows, row, rows.rows());
      } catch (MigrationException e) {
        requireDuplicate(e, rows, row, rows.rows());
        return rest(rows, row);
      }
    }
    return List.of();
  }

  private List<Integer> rest(RowBatch rows, int first) {
    Set<Integer> known = keys.among(rows, first);
    List<Integer> present = new ArrayList<>(known);
    if (known.isEmpty()) {
      byParts(rows, first, rows.rows(), present);
    } else {
      int[] others =
          IntStream.range(first, rows.rows()).filter(row -> !known.contains(row)).toArray();
      insertAlone(rows, others, present);
    }
    present.sort(null);
    return present;
  }

  /** The rows of those numbers, as a batch of their own. */
  private void insertAlone(RowBatch rows, int[] numbers, List<Integer> present) {
    if (numbers.length == 0) {
      return;
    }
    try {
      List<Integer> refused = new ArrayList<>();
      byParts(rows.only(numbers), 0, numbers.length, refused);
      refused.forEach(row -> present.add(numbers[row]));
    } catch (RowRefusedException e) {
      throw new RowRefusedException(e.code(), numbers[e.row()], e.isPresent(), e.description(), e);
    }
  }

  private void byParts(RowBatch rows, int first, int end, List<Integer> present) {
    int row = first;
    while (row < end) {
      try {
        row = inserts.insertSome(table, rows, row, end);
      } catch (MigrationException e) {
        requireDuplicate(e, rows, row, end);
        if (end - row == 1) {
          present.add(row);
        } else {
          split(rows, row, end, present);
        }
        return;
      }
    }
  }

  private void split(RowBatch rows, int first, int end, List<Integer> present) {
    int part = Math.max(1, (end - first) / PARTS);
    for (int row = first; row < end; row += part) {
      byParts(rows, row, Math.min(row + part, end), present);
    }
  }

  private void requireDuplicate(MigrationException error, RowBatch rows, int first, int end) {
    if (error.code() != JdbcError.DUPLICATE_ROW) {
      throw new RefusedRow(inserts, table, rows).find(error, first, end);
    }
  }
}
