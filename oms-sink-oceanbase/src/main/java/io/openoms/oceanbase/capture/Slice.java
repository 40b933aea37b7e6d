package io.openoms.oceanbase.capture;

import io.openoms.spi.data.RowChange;
import java.util.List;

/** A piece of a stretch of changes, whose rows are read together. Immutable. */
interface Slice {

  /**
   * A change of a row by a transaction.
   *
   * @param scn the transaction's number
   * @param own whether the transaction is one of those that are left out
   */
  record Change(long scn, TouchedTable table, RowChange change, boolean own) {}

  /** Whether it can be cut in smaller ones. */
  boolean isDivisible();

  /** The same in smaller slices, if it is divisible. */
  List<? extends Slice> cut();

  /**
   * The changes, in order. Blocks.
   *
   * @param bytes how many bytes of rows may be held
   * @throws RowHistory.TooLargeException when they have more
   */
  List<Change> changes(RowHistory history, long bytes);
}
