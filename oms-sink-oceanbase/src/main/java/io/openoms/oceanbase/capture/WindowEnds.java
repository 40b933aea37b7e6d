package io.openoms.oceanbase.capture;

import java.time.Duration;
import java.util.List;

/**
 * Where windows end. The end is stored at the source before a change of the window is told, and a
 * window is known by where it begins. So whoever begins there again, after a crash or beside an
 * engine that was overtaken, tells the same window. Over one connection; one thread.
 */
final class WindowEnds {

  private static final String DOING = "storing where a window ends";
  private static final long REMOVAL_NANOS = Duration.ofSeconds(20).toNanos();
  private static final int ROWS = 10_000;

  private final CaptureSql sql;
  private final CaptureNames names;
  private long lastRemoval = System.nanoTime();

  WindowEnds(CaptureSql sql, CaptureNames names) {
    this.sql = sql;
    this.names = names;
  }

  /** The end of the window that begins behind a number: now, unless it was decided. Blocks. */
  long after(long begun) {
    List<Long> decided = find(begun);
    if (!decided.isEmpty()) {
      return decided.get(0);
    }
    sql.execute(
        "INSERT INTO "
            + names.windows()
            + " (begun, ended) VALUES ("
            + begun
            + ", "
            + sql.currentScn(DOING)
            + ") ON DUPLICATE KEY UPDATE begun = begun",
        DOING);
    return find(begun).get(0);
  }

  private List<Long> find(long begun) {
    return sql.query(
        "SELECT ended FROM " + names.windows() + " WHERE begun = " + begun,
        row -> row.getLong(1),
        DOING);
  }

  /** Removes, now and then, those that nobody will read again. Blocks for a moment. */
  void confirm(long confirmed, Duration kept) {
    if (System.nanoTime() - lastRemoval < REMOVAL_NANOS) {
      return;
    }
    lastRemoval = System.nanoTime();
    long passed = confirmed - kept.toNanos();
    new CaptureBooks(sql, names).purged(passed);
    sql.execute(
        "DELETE FROM " + names.windows() + " WHERE ended <= " + passed + " LIMIT " + ROWS, DOING);
  }
}
