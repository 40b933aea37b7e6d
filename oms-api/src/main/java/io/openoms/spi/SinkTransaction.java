package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.state.StateTransaction;
import java.util.List;

/**
 * Rows that are written together. One thread.
 *
 * <p>Life cycle with {@link Delivery#TRANSACTIONAL}: rows, then the checkpoint through {@link
 * #state()}, its last statement being {@link StateTransaction#advance}, then {@link #commit()}.
 * Rows and checkpoint become visible together. Closing without a commit rolls back.
 *
 * <p>With {@link Delivery#IDEMPOTENT}: rows, then {@link #commit()}, which returns when all of them
 * are durable. Rows may become visible at once, and may stay when it is closed without a commit.
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

  /**
   * The state within this transaction. Only called with {@link Delivery#TRANSACTIONAL}.
   *
   * @throws UnsupportedOperationException by default
   */
  default StateTransaction state() {
    throw new UnsupportedOperationException("rows of this sink have no transaction");
  }

  /**
   * Commits. An error leaves the outcome unknown; the engine finds out from the bookkeeping, so
   * nothing is tried again here.
   */
  void commit();

  /** Rolls back what was not committed. Idempotent; never throws. */
  @Override
  void close();
}
