package io.openoms.spi.data;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Makes the batches of a copy, and uses the memory of those that are done for the next ones: arrays
 * of this size are dear to a garbage collector. It never holds more than were once under way
 * together. Thread-safe.
 */
public final class RowBatches {

  private final BatchLimits limits;
  private final Deque<RowBatch> done = new ArrayDeque<>();

  /** Batches within those limits. */
  public RowBatches(BatchLimits limits) {
    this.limits = limits;
  }

  /** Begins a batch of rows of those columns. */
  public RowBatch.Builder begin(List<ColumnDefinition> columns) {
    RowBatch old;
    synchronized (done) {
      old = done.poll();
    }
    return old == null
        ? new RowBatch.Builder(columns, limits)
        : new RowBatch.Builder(columns, limits, old);
  }

  /**
   * A batch of whole rows, however large they are.
   *
   * @param columns the columns of the rows, in order
   */
  public RowBatch of(List<ColumnDefinition> columns, Collection<RowImage> rows) {
    RowBatch.Builder batch = begin(columns);
    for (RowImage row : rows) {
      for (int column = 0; column < columns.size(); column++) {
        batch.add(row, column);
      }
    }
    return batch.build();
  }

  /** Takes a batch's memory back; nobody may use the batch any more. */
  public void recycle(RowBatch batch) {
    // One very large row would otherwise be paid for until the end of the copy.
    if (batch.data().length / 2 <= limits.bytes()) {
      synchronized (done) {
        done.push(batch);
      }
    }
  }
}
