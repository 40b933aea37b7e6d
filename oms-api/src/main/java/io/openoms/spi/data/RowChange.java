package io.openoms.spi.data;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction did to one row. Immutable.
 *
 * @param before the row that was there: whole, or those columns by which the source tells it; null
 *     for an insert
 * @param after the row that is there now; for an update it may lack columns that did not change;
 *     always whole for an insert; null for a delete
 */
public record RowChange(@Nullable RowImage before, @Nullable RowImage after) {

  public RowChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change has a row before it, or after it, or both");
    }
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
