package io.openoms.testkit.memory;

import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The images that the log carries of changed rows. Immutable.
 *
 * @param minimal whether a row before its change is its key alone, and one after it what changed
 */
record MemoryImages(boolean minimal) {

  /** A change with the columns that are wanted of its table. */
  RowChange of(MemoryLogged.Change change, CapturedTable table) {
    MemoryTable then = new MemoryTable(change.table(), List.of());
    int[] wanted = then.numbers(table.columns());
    RowImage before = only(change.rows().before(), wanted);
    RowImage after = only(change.rows().after(), wanted);
    Set<String> key = new HashSet<>();
    change.table().copyKey().forEach(column -> key.add(column.name()));
    if (!minimal || key.isEmpty() || before == null) {
      return new RowChange(before, after);
    }
    RowImage.Builder keyAlone = new RowImage.Builder(wanted.length);
    RowImage.Builder changed = new RowImage.Builder(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      add(keyAlone, key.contains(table.columns().get(i).name()), before, i);
      if (after != null) {
        add(changed, !after.same(i, before), after, i);
      }
    }
    return new RowChange(keyAlone.build(), after == null ? null : changed.build());
  }

  private static void add(RowImage.Builder image, boolean carried, RowImage row, int column) {
    if (carried) {
      image.add(row, column);
    } else {
      image.addAbsent();
    }
  }

  private static @Nullable RowImage only(@Nullable RowImage row, int[] wanted) {
    return row == null ? null : row.only(wanted);
  }
}
