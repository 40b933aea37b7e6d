package io.openoms.core.apply;

import io.openoms.core.apply.net.Removals;
import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowChange.Extent;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Deletes that concern several rows each, in any order: whatever is there goes. One thread. */
final class RemovalStep extends Step<RowChange> {

  /** What goes into one call: the same extent and the same columns. */
  private record Shape(Extent extent, List<Integer> columns) {}

  RemovalStep(Writing writing, TableChangeSet set) {
    super(writing, set.table(), set.removals());
  }

  @Override
  RowChange change(RowChange removal) {
    return removal;
  }

  @Override
  boolean many(List<RowChange> some) {
    Map<Shape, List<RowImage>> shapes = new LinkedHashMap<>();
    for (RowChange removal : some) {
      RowImage row = Objects.requireNonNull(removal.before());
      shapes
          .computeIfAbsent(
              new Shape(removal.extent(), Removals.carried(row)), shape -> new ArrayList<>())
          .add(row);
    }
    shapes.forEach(this::remove);
    return true;
  }

  private void remove(Shape shape, List<RowImage> rows) {
    RowBatch keys = some(shape.columns(), rows);
    if (shape.extent() == Extent.ONWARD) {
      writer.deleteOnward(table.target(), keys);
    } else {
      writer.delete(table.target(), keys);
    }
    recycle(keys);
  }

  @Override
  boolean repeats() {
    return true;
  }

  @Override
  void one(RowChange removal) {
    many(List.of(removal));
  }

  @Override
  ChangeCounts counts(long rows) {
    return new ChangeCounts(0, 0, rows, 0);
  }
}
