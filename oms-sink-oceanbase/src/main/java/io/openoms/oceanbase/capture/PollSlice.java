package io.openoms.oceanbase.capture;

import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some keys of a table, and what became of their rows in a window. Rows leave in the first two
 * passes and come in the last one. So a value of a unique key is given up before another row takes
 * it, also where the engine applies a large window in parts. Immutable.
 *
 * @param from the rows before the window are those of that number
 * @param end those after it are those of this number
 */
record PollSlice(PolledTable table, List<String> keys, long from, long end, Pass pass)
    implements Slice {

  /** What a slice tells. */
  enum Pass {
    /** Rows that are not there any more. */
    GONE,
    /** Rows that stay, but give up a value of another unique key. */
    MOVED,
    /** Rows that came, changed, or moved. */
    CAME
  }

  PollSlice {
    keys = List.copyOf(keys);
  }

  @Override
  public boolean isDivisible() {
    return keys.size() > 1;
  }

  @Override
  public List<PollSlice> cut() {
    int half = keys.size() / 2;
    return List.of(
        new PollSlice(table, keys.subList(0, half), from, end, pass),
        new PollSlice(table, keys.subList(half, keys.size()), from, end, pass));
  }

  @Override
  public List<Change> changes(RowHistory history, long bytes) {
    Map<String, List<RowImage>> before = history.read(table.table(), keys, from, bytes);
    long held = before.values().stream().flatMap(List::stream).mapToLong(RowImage::weight).sum();
    Map<String, List<RowImage>> after =
        pass == Pass.GONE ? Map.of() : history.read(table.table(), keys, end, bytes - held);
    List<Change> changes = new ArrayList<>();
    for (String key : keys) {
      RowChange change = change(one(before, key), one(after, key));
      if (change != null) {
        changes.add(new Change(end, table.table(), change, false));
      }
    }
    return changes;
  }

  private static @Nullable RowImage one(Map<String, List<RowImage>> rows, String key) {
    List<RowImage> found = rows.getOrDefault(key, List.of());
    return found.isEmpty() ? null : found.get(0);
  }

  private @Nullable RowChange change(@Nullable RowImage before, @Nullable RowImage after) {
    if (pass == Pass.GONE) {
      return before == null ? null : new RowChange(before, null);
    }
    if (after == null || (before != null && after.equals(before))) {
      return null;
    }
    RowImage moved = before != null && table.furtherKeys().isMoved(before, after) ? before : null;
    if (pass == Pass.MOVED) {
      return moved == null ? null : new RowChange(moved, null);
    }
    return new RowChange(moved == null ? before : null, after);
  }
}
