package io.openoms.core.verify;

import io.openoms.core.verify.KeylessCheck.Unpaired;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Pairs the rows of a table without a key that only the source has with those that only the sink
 * has, one for one, where they are equal in some columns. Immutable.
 */
final class Pairs {

  private final Rows rows;
  private final int[] columns;

  private Pairs(Rows rows, int[] columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /** Rows without those that are equal though the two ends write them in two ways. */
  static Unpaired withoutEqual(VerifiedTable table, Unpaired all) {
    Rows rows = new Rows(table);
    return new Pairs(rows, rows.all()).without(all);
  }

  /**
   * Rows without those that differ only in what an end computes itself: such a row would be the
   * same again, however often it is removed and inserted.
   */
  static Unpaired writable(VerifiedTable table, Unpaired all) {
    boolean isAllWritten = table.written().length == table.columns().size();
    return isAllWritten ? all : new Pairs(new Rows(table), table.written()).without(all);
  }

  private Unpaired without(Unpaired all) {
    Map<RowImage, List<RowImage>> there = new HashMap<>();
    for (RowImage row : all.extra()) {
      there.computeIfAbsent(form(row), any -> new ArrayList<>()).add(row);
    }
    List<RowImage> unpaired = new ArrayList<>();
    for (RowImage row : all.missing()) {
      if (!removeEqual(row, there.getOrDefault(form(row), List.of()))) {
        unpaired.add(row);
      }
    }
    return new Unpaired(unpaired, there.values().stream().flatMap(List::stream).toList());
  }

  private RowImage form(RowImage row) {
    return rows.comparable(row, columns);
  }

  private boolean removeEqual(RowImage row, List<RowImage> there) {
    for (Iterator<RowImage> left = there.iterator(); left.hasNext(); ) {
      if (rows.areEqual(row, left.next(), columns)) {
        left.remove();
        return true;
      }
    }
    return false;
  }
}
