package io.openoms.oceanbase.capture;

import io.openoms.oceanbase.capture.Touch.RowId;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Some touches that follow each other, and the changes that they come to: those of whole
 * transactions, or some of one transaction. Every row is read before the first of them and after
 * the last one; one that several transactions touched also after each of these. So each image is
 * exact, and the same whenever it is read. (Whole transactions and a part of the next one in one
 * slice would be wrong: what the rest of that part touches has changed by its end.) Immutable.
 */
record TouchSlice(List<Touch> touches) implements Slice {

  TouchSlice {
    touches = List.copyOf(touches);
  }

  @Override
  public boolean isDivisible() {
    return touches.size() > 1;
  }

  @Override
  public List<TouchSlice> cut() {
    return Slicing.of(touches, (touches.size() + 1) / 2);
  }

  /** The changes in the order of the touches; a touch that changed nothing gives none. */
  @Override
  public List<Change> changes(RowHistory history, long bytes) {
    Budget budget = new Budget(history, bytes);
    long first = touches.get(0).scn();
    long last = touches.get(touches.size() - 1).scn();
    Map<RowId, List<RowImage>> now = new HashMap<>(budget.read(rows(touches), first - 1));
    Map<RowId, List<RowImage>> end = budget.read(rows(touches), last);
    Map<RowId, Long> lastTouch = new HashMap<>();
    touches.forEach(touch -> lastTouch.put(touch.row(), touch.scn()));
    Map<Long, Map<RowId, List<RowImage>>> between = new HashMap<>();
    again(lastTouch).forEach((scn, some) -> between.put(scn, budget.read(rows(some), scn)));
    List<Change> changes = new ArrayList<>();
    for (Touch touch : touches) {
      RowId row = touch.row();
      Map<RowId, List<RowImage>> then =
          isLast(touch, lastTouch) ? end : Objects.requireNonNull(between.get(touch.scn()));
      List<RowImage> after = then.getOrDefault(row, List.of());
      List<RowImage> before = now.getOrDefault(row, List.of());
      now.put(row, after);
      RowDifference.of(before, after, touch.table().key().isUnique())
          .forEach(
              change -> changes.add(new Change(touch.scn(), touch.table(), change, touch.own())));
    }
    return changes;
  }

  private static boolean isLast(Touch touch, Map<RowId, Long> lastTouch) {
    return Objects.requireNonNull(lastTouch.get(touch.row())) == touch.scn();
  }

  /** The touches of rows that are touched again, by transaction. */
  private Map<Long, List<Touch>> again(Map<RowId, Long> lastTouch) {
    Map<Long, List<Touch>> found = new LinkedHashMap<>();
    for (Touch touch : touches) {
      if (!isLast(touch, lastTouch)) {
        found.computeIfAbsent(touch.scn(), scn -> new ArrayList<>()).add(touch);
      }
    }
    return found;
  }

  private static Map<TouchedTable, Set<String>> rows(List<Touch> touches) {
    Map<TouchedTable, Set<String>> keys = new LinkedHashMap<>();
    for (Touch touch : touches) {
      keys.computeIfAbsent(touch.table(), table -> new LinkedHashSet<>()).add(touch.key());
    }
    return keys;
  }

  /** Reads rows as long as they may be held. */
  private static final class Budget {

    private final RowHistory history;
    private long bytes;

    Budget(RowHistory history, long bytes) {
      this.history = history;
      this.bytes = bytes;
    }

    Map<RowId, List<RowImage>> read(Map<TouchedTable, Set<String>> keys, long scn) {
      Map<RowId, List<RowImage>> rows = new HashMap<>();
      keys.forEach(
          (table, some) -> {
            Map<String, List<RowImage>> found = history.read(table, List.copyOf(some), scn, bytes);
            found.forEach(
                (key, same) -> {
                  rows.put(new RowId(table.tab(), key), same);
                  bytes -= same.stream().mapToLong(RowImage::weight).sum();
                });
          });
      return rows;
    }
  }
}
