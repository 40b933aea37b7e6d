package io.openoms.spi;

import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;

/**
 * Reads single rows at the server whose log is read. The engine asks for those that the log does
 * not carry as a whole, while their table converges. Thread-safe; each reader takes one connection
 * for as long as it is open.
 */
public interface RowLookup {

  /**
   * Opens a stream over the rows that are there now under those keys, each row once: at least as
   * late as every change that the log has delivered before this call. Rows whose keys the server
   * only holds equal (by a collation) may be among them. Blocks, also on transactions that are
   * about to commit.
   *
   * @param read what is read of the table; its filter counts
   * @param keys values of the key's columns, none NULL; some hundred at the most
   */
  RowReader find(TableRead read, RowBatch keys, RowBatches batches);
}
