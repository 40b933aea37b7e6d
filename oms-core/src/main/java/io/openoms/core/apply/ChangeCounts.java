package io.openoms.core.apply;

/**
 * How many rows were changed in a table.
 *
 * @param inserts rows that came; while a table converges, also those that were overwritten
 * @param updates rows that were changed
 * @param deletes rows that went
 * @param leftOut rows that were handed to the caller instead of being applied
 */
public record ChangeCounts(long inserts, long updates, long deletes, long leftOut) {

  /** Nothing was changed. */
  public static final ChangeCounts NONE = new ChangeCounts(0, 0, 0, 0);

  /** Both together. */
  public ChangeCounts plus(ChangeCounts other) {
    return new ChangeCounts(
        inserts + other.inserts,
        updates + other.updates,
        deletes + other.deletes,
        leftOut + other.leftOut);
  }
}
