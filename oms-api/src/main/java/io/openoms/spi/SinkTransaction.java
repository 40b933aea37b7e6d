package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.state.StateTransaction;
import java.util.List;

/**
 * Rows and bookkeeping that become visible together. One thread.
 *
 * <p>Life cycle: rows, then bookkeeping through {@link #state()}, its last statement being {@link
 * StateTransaction#advance}, then {@link #commit()}. Closing without a commit rolls back.
 */
public interface SinkTransaction extends AutoCloseable {

  /**
   * Inserts rows. A row larger than one packet of the server travels in parts.
   *
   * @throws RowRefusedException for the first row that is there already, or that the server cannot
   *     hold; the transaction is of no use afterwards, unless the batch has one row and that one is
   *     {@link RowRefusedException#isPresent there already}: then nothing was changed
   */
  void insert(ObjectName table, RowBatch rows);

  /**
   * Inserts those rows that no primary or unique key of the table forbids. Any other error is one,
   * as with {@link #insert}.
   *
   * @param key the columns by which most such rows can be looked up; may be empty
   * @return the numbers, within the batch, of the rows that were not inserted, in order
   */
  List<Integer> insertAbsent(ObjectName table, List<ColumnDefinition> key, RowBatch rows);

  /**
   * Removes rows of a table, whichever they are.
   *
   * @param limit how many at the most
   * @return how many were removed
   */
  int delete(ObjectName table, int limit);

  /** Changes rows within this transaction. */
  ChangeWriter changes();

  /**
   * Shows the server that somebody is at work, while the engine waits for rows: called every few
   * seconds, for as long as that takes. Servers that end silent sessions want to hear of it.
   */
  default void keepAlive() {}

  /** The bookkeeping within this transaction. */
  StateTransaction state();

  /**
   * Commits. An error leaves the outcome unknown; the engine finds out from the bookkeeping, so
   * nothing is tried again here.
   */
  void commit();

  /** Rolls back what was not committed. Idempotent; never throws. */
  @Override
  void close();
}
