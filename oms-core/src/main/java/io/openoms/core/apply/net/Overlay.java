package io.openoms.core.apply.net;

import io.openoms.spi.data.RowImage;

/** Rows of which a change carries a part. Stateless. */
public final class Overlay {

  private Overlay() {}

  /** The row after an update: what the change does not carry is as it was. */
  public static RowImage of(RowImage before, RowImage after) {
    if (after.isWhole()) {
      return after;
    }
    RowImage row = values(before, after);
    return after
        .computed()
        .map(now -> row.withComputed(before.computed().map(old -> of(old, now)).orElse(now)))
        .orElse(row);
  }

  private static RowImage values(RowImage before, RowImage after) {
    RowImage.Builder row = new RowImage.Builder(after.columns());
    for (int column = 0; column < after.columns(); column++) {
      row.add(after.isAbsent(column) ? before : after, column);
    }
    return row.build();
  }
}
