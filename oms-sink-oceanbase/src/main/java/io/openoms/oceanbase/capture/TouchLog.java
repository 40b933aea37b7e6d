package io.openoms.oceanbase.capture;

import io.openoms.jdbc.connection.Connections;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of keys in the order of commits. A poll asks for the current number {@code s} first
 * and reads then in a transaction of REPEATABLE READ, whose snapshot comes from the same sequence
 * of numbers after {@code s}: it holds every transaction whose number is at or before {@code s},
 * and waits for those that are about to commit. (A statement of READ COMMITTED may use a snapshot
 * of its own server, which can be older than {@code s}.) One thread; {@link #cut} from any.
 */
final class TouchLog {

  private static final String DOING = "reading the log of changed keys";

  private record Entry(long scn, long seq, long tab, String key) {}

  private final CaptureSql sql;
  private final CaptureNames names;
  private final Map<Long, TouchedTable> tables;
  private final OptionalLong mark;
  private final int limit;
  private long floor;
  private long lastSeq;
  private boolean isLargeOpen;

  /**
   * The log of some tables.
   *
   * @param mark the number of the entries that mark a transaction which is left out
   * @param limit how many entries are held at once
   */
  TouchLog(
      Connections connections,
      CaptureNames names,
      List<TouchedTable> tables,
      OptionalLong mark,
      int limit) {
    this.mark = mark;
    this.sql = new CaptureSql(connections);
    this.names = names;
    this.tables = tables.stream().collect(Collectors.toMap(TouchedTable::tab, Function.identity()));
    this.limit = limit;
    // The connection is cut off in the end, so nothing is set back.
    sql.execute("SET SESSION transaction_isolation = 'REPEATABLE-READ'", DOING);
    sql.execute("SET autocommit = 0", DOING);
  }

  /** What was touched after a number, up to now or as far as it can be held. Blocks. */
  TouchWindow after(long scn) {
    if (isLargeOpen) {
      // Its snapshot would lack what was committed since.
      sql.execute("COMMIT", DOING);
      isLargeOpen = false;
    }
    long now = sql.currentScn(DOING);
    List<Entry> entries =
        sql.query(
            "SELECT ORA_ROWSCN, seq, tab, k FROM "
                + names.log()
                + " WHERE seq > "
                + floor
                + " AND ORA_ROWSCN > "
                + scn
                + " AND ORA_ROWSCN <= "
                + now
                + " ORDER BY ORA_ROWSCN, seq LIMIT "
                + (limit + 1),
            TouchLog::entry,
            DOING);
    sql.execute("COMMIT", DOING);
    entries.forEach(entry -> lastSeq = Math.max(lastSeq, entry.seq));
    return entries.size() <= limit ? window(entries, now) : cut(entries);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4));
  }

  /** The last transaction may be there in part only. */
  private TouchWindow cut(List<Entry> entries) {
    long last = entries.get(entries.size() - 1).scn;
    return entries.get(0).scn == last
        ? new TouchWindow(List.of(), last, true)
        : window(entries.stream().filter(entry -> entry.scn < last).toList(), last - 1);
  }

  private TouchWindow window(List<Entry> entries, long end) {
    Set<Touch> touches = new LinkedHashSet<>();
    Set<Long> own =
        entries.stream()
            .filter(entry -> isMark(entry.tab))
            .map(Entry::scn)
            .collect(Collectors.toSet());
    for (Entry entry : entries) {
      TouchedTable table = tables.get(entry.tab);
      // Entries of a table that has left the project, or of triggers that were made again.
      if (table != null) {
        touches.add(new Touch(entry.scn, table, entry.key, own.contains(entry.scn)));
      }
    }
    return new TouchWindow(new ArrayList<>(touches), end, false);
  }

  private boolean isMark(long tab) {
    return mark.isPresent() && mark.getAsLong() == tab;
  }

  private boolean isOwn(long scn) {
    return mark.isPresent()
        && sql.number(
                "SELECT COUNT(*) FROM "
                    + names.log()
                    + " WHERE seq > "
                    + floor
                    + " AND ORA_ROWSCN = "
                    + scn
                    + " AND tab = "
                    + mark.getAsLong(),
                DOING)
            > 0;
  }

  /**
   * What one transaction touched, each row once, in order. Blocks; nothing else may be asked before
   * its end.
   */
  Iterator<Touch> ofOne(long scn) {
    isLargeOpen = true;
    boolean own = isOwn(scn);
    try {
      return new Large(
          scn,
          own,
          sql.stream(
              "SELECT tab, k, MIN(seq) AS first_seq FROM "
                  + names.log()
                  + " WHERE seq > "
                  + floor
                  + " AND ORA_ROWSCN = "
                  + scn
                  + " GROUP BY tab, k ORDER BY first_seq"));
    } catch (SQLException e) {
      throw sql.failure(e, DOING);
    }
  }

  /** The touches of one transaction, as they come from the server. */
  private final class Large implements Iterator<Touch> {

    private final long scn;
    private final boolean own;
    private final ResultSet rows;
    private @Nullable Touch next;

    Large(long scn, boolean own, ResultSet rows) {
      this.scn = scn;
      this.own = own;
      this.rows = rows;
      this.next = read();
    }

    private @Nullable Touch read() {
      try {
        while (rows.next()) {
          TouchedTable table = tables.get(rows.getLong(1));
          lastSeq = Math.max(lastSeq, rows.getLong(3));
          if (table != null) {
            return new Touch(scn, table, rows.getString(2), own);
          }
        }
        rows.close();
        return null;
      } catch (SQLException e) {
        throw sql.failure(e, DOING);
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Touch next() {
      Touch given = next;
      if (given == null) {
        throw new NoSuchElementException();
      }
      next = read();
      return given;
    }
  }

  /** The highest sequence number that was read so far. */
  long lastSeq() {
    return lastSeq;
  }

  /** Nothing at or before that sequence number is wanted any more, or will be added. */
  void floor(long seq) {
    floor = seq;
  }

  /** Cuts the connection off. */
  void cut() {
    sql.cut();
  }
}
