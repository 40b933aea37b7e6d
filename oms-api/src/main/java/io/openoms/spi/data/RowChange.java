package io.openoms.spi.data;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction did to one row, or to rows that it removed together. Immutable.
 *
 * @param before the row that was there: whole, or those columns by which the source identifies it;
 *     null for an insert
 * @param after the row that is there now; for an update it may lack columns that did not change;
 *     always whole for an insert; null for a delete
 * @param extent which rows a delete concerns; {@link Extent#ROW} for every other change
 */
public record RowChange(@Nullable RowImage before, @Nullable RowImage after, Extent extent) {

  public RowChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change has a row before it, or after it, or both");
    }
    if (extent != Extent.ROW && (before == null || after != null)) {
      throw new IllegalArgumentException("only a delete can concern more than a row");
    }
  }

  /** A change of one row. */
  public RowChange(@Nullable RowImage before, @Nullable RowImage after) {
    this(before, after, Extent.ROW);
  }

  /** Which rows a delete concerns. */
  public enum Extent {
    /** The one that the columns before it tell. */
    ROW,
    /** Every row that has the values which {@link RowChange#before} carries. */
    ALIKE,
    /**
     * The same, but the last value that {@link RowChange#before} carries is a lower bound, itself
     * included: of numbers.
     */
    ONWARD
  }

  /** The kinds of changes. */
  public enum Kind {
    INSERT,
    UPDATE,
    DELETE
  }

  /** Its kind. */
  public Kind kind() {
    if (before == null) {
      return Kind.INSERT;
    }
    return after == null ? Kind.DELETE : Kind.UPDATE;
  }

  /** Whether it carries all columns. */
  public boolean isWhole() {
    return (before == null || before.isWhole()) && (after == null || after.isWhole());
  }

  /** Bytes of memory that it takes, roughly. */
  public int weight() {
    return (before == null ? 0 : before.weight()) + (after == null ? 0 : after.weight()) + 32;
  }
}
