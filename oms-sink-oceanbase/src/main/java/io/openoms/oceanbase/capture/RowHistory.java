package io.openoms.oceanbase.capture;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.snapshot.LossyText;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.RowImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads rows as they were at a number. One thread; {@link #cut} from any. */
final class RowHistory {

  /**
   * The snapshot is too old (1555), is discarded (4138), or no definition is known that it had
   * (4344, seen in seekdb 1.4.0 after a major freeze).
   */
  private static final Set<Integer> UNDO_PASSED = Set.of(1555, 4138, 4344);

  /** The table was truncated or rewritten since. */
  private static final int DEFINITION_CHANGED = 1412;

  /** Lists of keys stay below what the kernel turns into a join. */
  private static final int KEYS = 400;

  private static final String DOING = "reading rows as they were";

  /** The rows together are larger than what may be held. */
  static final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("rows are too large", null, false, false);
    }
  }

  private final CaptureSql sql;

  RowHistory(Connections connections) {
    this.sql = new CaptureSql(connections);
  }

  /**
   * The rows of those keys that were there, by their keys; several of one key only where it is not
   * unique. Blocks.
   *
   * @param bytes how many bytes of rows may be held
   * @throws TooLargeException when they have more
   * @throws MigrationException CAPTURE_UNDO_PASSED, when the server has given up that state
   */
  Map<String, List<RowImage>> read(TouchedTable table, List<String> keys, long scn, long bytes) {
    Map<String, List<RowImage>> found = new HashMap<>();
    long held = 0;
    for (int from = 0; from < keys.size(); from += KEYS) {
      List<String> some = keys.subList(from, Math.min(from + KEYS, keys.size()));
      held += read(table, some, scn, bytes - held, found);
    }
    return found;
  }

  private long read(
      TouchedTable table,
      List<String> keys,
      long scn,
      long bytes,
      Map<String, List<RowImage>> found) {
    long held = 0;
    int columns = table.table().columns().size();
    boolean canLose = table.canLose();
    try (ResultSet rows = sql.stream(table.query(keys, scn))) {
      while (rows.next()) {
        RowImage row = image(columns, rows);
        if (canLose) {
          requireLossless(table, rows.getString(columns + 2));
        }
        held += row.weight();
        if (held > bytes) {
          throw new TooLargeException();
        }
        found.computeIfAbsent(rows.getString(1), key -> new ArrayList<>()).add(row);
      }
      return held;
    } catch (SQLException e) {
      throw failure(sql, table.table(), e);
    }
  }

  private static RowImage image(int columns, ResultSet rows) throws SQLException {
    RowImage.Builder row = new RowImage.Builder(columns);
    for (int i = 0; i < columns; i++) {
      byte[] value = rows.getBytes(i + 2);
      if (value == null) {
        row.addNull();
      } else {
        row.add(value);
      }
    }
    return row.build();
  }

  private static void requireLossless(TouchedTable table, String lossy) {
    if (!lossy.isEmpty()) {
      throw LossyText.refusal(lossy, ErrorContext.of(table.table().definition().name()));
    }
  }

  /** The named error of a look at what a table was. */
  static MigrationException failure(CaptureSql sql, CapturedTable table, SQLException error) {
    ErrorContext context = ErrorContext.of(table.definition().name());
    int number = error.getErrorCode();
    boolean isPassed = UNDO_PASSED.contains(number);
    if (isPassed || number == DEFINITION_CHANGED) {
      return new MigrationException(
          isPassed ? CaptureError.CAPTURE_UNDO_PASSED : CaptureError.CAPTURE_INCOMPLETE,
          context,
          "the server does not show its rows any more as they were before a change: "
              + error.getMessage(),
          error);
    }
    return sql.failure(error, DOING).in(context);
  }

  /** Cuts the connection off. */
  void cut() {
    sql.cut();
  }
}
