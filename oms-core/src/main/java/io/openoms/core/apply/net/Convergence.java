package io.openoms.core.apply.net;

import io.openoms.ObjectName;
import io.openoms.spi.data.RowImage;

/** How far tables at the sink are from their source, as it decides how changes are merged. */
public interface Convergence {

  /** Whether a table at the sink, by its name there, still converges. */
  boolean isLenient(ObjectName target);

  /** Whether the rows of several tables go to that table at the sink. */
  default boolean isShared(ObjectName target) {
    return false;
  }

  /**
   * Whether it is not certain that the row under a key is, at the sink, what the log says it is, so
   * that it cannot be moved from there to another key. Asked, in the log's order, for changes of
   * tables that converge and whose rows the log does not carry.
   *
   * @param table the table at the source
   * @param before carries the key that the row had
   * @param after carries the key that it has now; whoever asks takes that row from the source
   */
  default boolean isDoubtful(ApplyTable table, RowImage before, RowImage after) {
    return true;
  }
}
