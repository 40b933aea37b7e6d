package io.openoms.core.apply.net;

import io.openoms.spi.data.RowImage;
import java.util.Arrays;

/** The bytes of a row's copy key, without a copy of them. Immutable. */
final class CopyKey {

  private final RowImage row;
  private final int[] columns;
  private final int hash;

  CopyKey(RowImage row, int[] columns) {
    this.row = row;
    this.columns = columns;
    this.hash = hash(row, columns);
  }

  /** A row that has this key. */
  RowImage row() {
    return row;
  }

  /** Depends on the bytes alone, in every version of Java: lanes of a begun window rest on it. */
  static int hash(RowImage row, int[] columns) {
    int hash = 1;
    for (int column : columns) {
      int end = row.offset(column) + row.length(column);
      for (int i = row.offset(column); i < end; i++) {
        hash = 31 * hash + row.data()[i];
      }
      hash = 31 * hash + row.length(column);
    }
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 16);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CopyKey key
        && hash == key.hash
        && Arrays.equals(columns, key.columns)
        && same(row, key.row, columns);
  }

  /** Whether both rows carry the same bytes in all those columns. */
  static boolean same(RowImage row, RowImage other, int[] columns) {
    for (int column : columns) {
      if (!row.same(column, other)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
