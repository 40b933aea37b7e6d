package io.openoms.oceanbase.capture;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Windows from one look at all tables to the next. A table is untouched where no row that is there
 * was written since the window's beginning, and as many rows are there, and were there in the
 * window's end, as were in its beginning. (Rows that went show by their number alone; had others
 * come for them, these would show. Rows that came within the window and went after it show in its
 * end alone: a window that is read again after a restart meets them.) Looks read in transactions of
 * REPEATABLE READ, whose snapshot is taken after the window's end. One thread; {@link #cut} from
 * any.
 */
final class PollStretches implements StretchSource {

  private static final String DOING = "looking for changed rows";

  private final CaptureSql sql;
  private final List<PolledTable> tables;
  private final WindowEnds ends;
  private final Duration kept;
  private final PollPace pace;

  /** How many rows a table had where its next window begins, as far as that is known. */
  private final Map<Long, Long> counts = new HashMap<>();

  private long nextLook = System.nanoTime();
  private long lookBegun;
  private boolean isLooking;

  /**
   * Windows of those tables.
   *
   * @param sql a connection of its own, which is cut off in the end
   * @param kept how long the ends of windows are kept that are confirmed
   */
  PollStretches(
      CaptureSql sql, List<TouchedTable> tables, WindowEnds ends, Duration kept, PollPace pace) {
    this.sql = sql;
    // The order of a window's changes must not depend on that of the request.
    this.tables =
        tables.stream()
            .map(PolledTable::of)
            .sorted(Comparator.comparing(table -> table.captured().definition().name().toString()))
            .toList();
    this.ends = ends;
    this.kept = kept;
    this.pace = pace;
    sql.execute("SET SESSION transaction_isolation = 'REPEATABLE-READ'", DOING);
    sql.execute("SET autocommit = 0", DOING);
  }

  @Override
  public Stretch after(long scn) {
    endLook();
    if (System.nanoTime() - nextLook < 0) {
      return Stretch.empty(scn);
    }
    lookBegun = System.nanoTime();
    isLooking = true;
    long end = ends.after(scn);
    sql.execute("COMMIT", DOING);
    List<PolledTable> touched =
        tables.stream().filter(table -> isTouched(table, table.from(scn), end)).toList();
    sql.execute("COMMIT", DOING);
    return touched.isEmpty()
        ? Stretch.empty(end)
        : new Stretch(new PolledKeys(sql, touched, scn, end), end);
  }

  /** The look before this one has ended, with all that was read of it. */
  private void endLook() {
    if (isLooking) {
      isLooking = false;
      pace.took(System.nanoTime() - lookBegun);
      nextLook = System.nanoTime() + pace.restNanos();
    }
  }

  private boolean isTouched(PolledTable table, long from, long end) {
    if (from >= end) {
      return false;
    }
    long[] now = figures(table, table.figures(from));
    Long before = counts.remove(table.table().tab());
    if (now[1] > 0) {
      return true;
    }
    long then = before == null ? count(table, from) : before;
    if (now[0] != then || count(table, end) != then) {
      return true;
    }
    counts.put(table.table().tab(), then);
    return false;
  }

  private long count(PolledTable table, long scn) {
    return figures(table, table.count(scn))[0];
  }

  private long[] figures(PolledTable table, String query) {
    try (ResultSet row = sql.stream(query)) {
      row.next();
      int columns = row.getMetaData().getColumnCount();
      long[] found = {row.getLong(1), columns > 1 ? row.getLong(2) : 0};
      row.next();
      return found;
    } catch (SQLException e) {
      throw RowHistory.failure(sql, table.captured(), e);
    }
  }

  @Override
  public void rest(long end) {
    // What was seen is remembered already.
  }

  @Override
  public void confirm(long scn) {
    ends.confirm(scn, kept);
  }

  @Override
  public boolean isLive() {
    return false;
  }

  @Override
  public void cut() {
    sql.cut();
  }
}
