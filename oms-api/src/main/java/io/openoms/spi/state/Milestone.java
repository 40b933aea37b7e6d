package io.openoms.spi.state;

/** A step that an object has reached. Stored by name, each as a row of its own. */
public enum Milestone {
  /** The object exists at the sink. */
  CREATED(false),
  /** The copy has begun, or the table is taken to be equal to its source, at that position. */
  LOW_WATERMARK(true),
  /** All chunk bounds are stored. */
  SPLIT(false),
  /** The last row was read; what the copy may have seen is at or before that position. */
  HIGH_WATERMARK(true),
  /** All rows are at the sink, and those indexes that are built after the copy. */
  COPIED(false),
  /** What the copy may have seen is applied, and the unique indexes are built. */
  CONVERGED(false),
  /** Every change after that position is applied, or can still be read. */
  CAPTURED(true),
  /** Rows of a void copy may be at the sink. They must be removed before the next copy begins. */
  COPY_VOID(false),
  /**
   * The target may hold rows that are of no object of the project: they stood there before and were
   * kept, or an object that shared the target has left. Nothing but {@code ConflictPolicy.TRUNCATE}
   * may empty it.
   */
  ROWS_OF_OTHERS(false),
  /**
   * The source dropped the table, or gave it another name, while it was followed. What has its name
   * there later is another table; the target has the rows of the one that is gone.
   */
  SOURCE_GONE(false);

  private final boolean hasPosition;

  Milestone(boolean hasPosition) {
    this.hasPosition = hasPosition;
  }

  /** Whether it is reached at a position of the source's log. */
  public boolean hasPosition() {
    return hasPosition;
  }
}
