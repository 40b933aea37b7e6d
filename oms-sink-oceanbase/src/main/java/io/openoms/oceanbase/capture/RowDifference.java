package io.openoms.oceanbase.capture;

import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a transaction did to the rows of one key. Stateless. */
final class RowDifference {

  private RowDifference() {}

  /**
   * The changes that make the one of the other.
   *
   * @param isUnique whether there is one row at the most, so that a change of it is an update; else
   *     the same row may be there many times, and a change of one is a delete and an insert
   */
  static List<RowChange> of(List<RowImage> before, List<RowImage> after, boolean isUnique) {
    if (!isUnique) {
      return ofMany(before, after);
    }
    if (before.equals(after)) {
      return List.of();
    }
    return List.of(
        new RowChange(
            before.isEmpty() ? null : before.get(0), after.isEmpty() ? null : after.get(0)));
  }

  private static List<RowChange> ofMany(List<RowImage> before, List<RowImage> after) {
    Map<RowImage, Integer> more = new LinkedHashMap<>();
    before.forEach(row -> more.merge(row, -1, Integer::sum));
    after.forEach(row -> more.merge(row, 1, Integer::sum));
    List<RowChange> changes = new ArrayList<>();
    more.forEach(
        (row, count) -> {
          for (int i = count; i < 0; i++) {
            changes.add(new RowChange(row, null));
          }
        });
    more.forEach(
        (row, count) -> {
          for (int i = 0; i < count; i++) {
            changes.add(new RowChange(null, row));
          }
        });
    return changes;
  }
}
