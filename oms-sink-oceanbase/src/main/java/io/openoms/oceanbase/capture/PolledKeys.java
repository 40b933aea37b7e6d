package io.openoms.oceanbase.capture;

import io.openoms.oceanbase.capture.PollSlice.Pass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The slices of a window, as their keys come from the server: of all tables the rows that leave,
 * then those that come. One thread.
 */
final class PolledKeys implements Iterator<PollSlice> {

  private static final String DOING = "comparing tables with what they were";
  private static final int SLICE_KEYS = 400;

  /** What is asked for once. */
  private record Part(PolledTable table, long from, long end, Pass pass) {

    String query() {
      return pass == Pass.GONE ? table.gone(from, end) : table.came(from, end);
    }
  }

  private final CaptureSql sql;
  private final Deque<Part> parts = new ArrayDeque<>();
  private @Nullable Part part;
  private @Nullable ResultSet rows;
  private @Nullable String ahead;

  /**
   * The keys of some tables.
   *
   * @param sql a connection whose transactions see all that is committed before they begin
   * @param begun where the window begins
   */
  PolledKeys(CaptureSql sql, List<PolledTable> tables, long begun, long end) {
    this.sql = sql;
    for (Pass pass : Pass.values()) {
      tables.stream()
          .filter(table -> pass != Pass.MOVED || table.furtherKeys().isAny())
          .forEach(table -> parts.add(new Part(table, table.from(begun), end, pass)));
    }
  }

  @Override
  public boolean hasNext() {
    while (ahead == null && (rows != null || !parts.isEmpty())) {
      if (rows == null) {
        open(parts.remove());
      }
      ahead = key();
    }
    return ahead != null;
  }

  private void open(Part next) {
    part = next;
    // The snapshot of the part before lacks what was committed since.
    sql.execute("COMMIT", DOING);
    try {
      rows = sql.stream(next.query());
    } catch (SQLException e) {
      throw RowHistory.failure(sql, next.table().captured(), e);
    }
  }

  /** The next key of the part that is open, which is closed behind its last one. */
  private @Nullable String key() {
    ResultSet open = rows;
    Part of = part;
    if (open == null || of == null) {
      return null;
    }
    try {
      if (open.next()) {
        return open.getString(1);
      }
      open.close();
      rows = null;
      return null;
    } catch (SQLException e) {
      throw RowHistory.failure(sql, of.table().captured(), e);
    }
  }

  @Override
  public PollSlice next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Part of = Objects.requireNonNull(part);
    List<String> keys = new ArrayList<>();
    while (ahead != null && keys.size() < SLICE_KEYS) {
      keys.add(ahead);
      ahead = key();
    }
    return new PollSlice(of.table(), keys, of.from(), of.end(), of.pass());
  }
}
