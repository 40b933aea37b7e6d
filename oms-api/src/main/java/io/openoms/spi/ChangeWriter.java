package io.openoms.spi;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.WriteResult;
import java.util.List;
import java.util.Optional;

/**
 * Changes rows within an open {@link SinkTransaction}. One thread. A call changes rows of its own
 * table only, never more than it was given, and returns how many it found; the caller decides
 * whether that is an error.
 */
public interface ChangeWriter {

  /**
   * Inserts rows and overwrites, in all columns given, those that are there under the very same
   * key, byte for byte. Never overwrites another row. In several statements when one cannot carry
   * them.
   *
   * @param key the columns of the copy key, all of them among those of the rows
   * @return what became of the rows; empty without {@link SinkCapability#WRITE_COUNTS}
   * @throws RowRefusedException with {@link RowRefusedException#isPresent} for a row that meets
   *     another one: in another unique key, or in a key whose bytes differ and which the server
   *     holds equal. As for any row that the server refuses, the caller must undo the call, unless
   *     it was for one row: then nothing was changed
   */
  Optional<WriteResult> upsert(ObjectName table, List<ColumnDefinition> key, RowBatch rows);

  /**
   * Overwrites rows that are there under the very same key, byte for byte, with other values. Only
   * called with {@link SinkCapability#SAVEPOINT}: a sink may do it by an upsert, so unless all rows
   * matched, the caller undoes the call.
   *
   * @param key the columns of the copy key, all of them among those of the rows
   * @return how many of the rows were certainly there; a row that the sink holds equal to its new
   *     values may be left out
   * @throws RowRefusedException as {@link #upsert}
   */
  long updateExisting(ObjectName table, List<ColumnDefinition> key, RowBatch rows);

  /**
   * Finds the row that keeps another one out: the one that a primary or unique key of the table, of
   * whatever kind, holds to be equal. Changes nothing.
   *
   * @param key the columns of the copy key, all of them among those of the rows
   * @param row the number of the row within the batch; a row of the very same key does not count
   * @return the key of the row that is in the way, as a source would tell it; empty when the row
   *     could be inserted
   */
  Optional<RowImage> inTheWay(ObjectName table, List<ColumnDefinition> key, RowBatch rows, int row);

  /**
   * Removes rows by their keys, or by any other columns that many rows may share. Texts are
   * compared byte for byte.
   *
   * @param keys those columns' values, none NULL
   * @return how many were there
   */
  long delete(ObjectName table, RowBatch keys);

  /**
   * Removes ranges of rows: those that have the values of a key in all columns but the last one,
   * and there the key's value or a greater one. The last column is one of numbers. Only called with
   * {@link SinkCapability#DELETE_RANGE}.
   *
   * @param keys at least two columns' values, none NULL; in the order of an index of the table
   * @return how many were there
   * @throws UnsupportedOperationException by default
   */
  default long deleteOnward(ObjectName table, RowBatch keys) {
    throw new UnsupportedOperationException("this sink removes no ranges of rows");
  }

  /**
   * Sets some columns of rows that are identified by their keys, one after another, in order; no
   * other column changes, not even one that each update sets by itself. Texts are compared byte for
   * byte.
   *
   * @param keys the key columns' values of each row before the change
   * @param values the columns to be set, a row for each key
   * @return for how many of the keys a row was found, or several where others than the key's
   *     columns are given
   * @throws RowRefusedException with {@link RowRefusedException#isPresent} for a row that would
   *     meet another one in a primary or unique key
   */
  long update(ObjectName table, RowBatch keys, RowBatch values);

  /**
   * Looks up rows by the values of some columns.
   *
   * @param keys those columns' values, none NULL
   * @param wanted the columns that are asked for: numbers, times or bytes
   * @return the values that such rows have there, each combination once
   */
  List<RowImage> find(ObjectName table, RowBatch keys, List<ColumnDefinition> wanted);

  /**
   * Reads the rows that are there under those keys, and keeps everybody else from changing them
   * until the transaction ends. A key without a row is not kept. Rows whose keys the server only
   * holds equal (by a collation) may be among them. Only called with {@link
   * SinkCapability#LOCKED_READ}. Blocks on transactions that have changed such a row.
   *
   * @param read what is read of the table; it has no filter
   * @param keys values of the key's columns, none NULL; some hundred at the most
   */
  default List<RowImage> lock(TableRead read, RowBatch keys) {
    throw new UnsupportedOperationException("rows of this sink cannot be locked");
  }

  /**
   * Counts the rows that are there with exactly those values, byte for byte in their canonical
   * form.
   *
   * @param keys the key columns' values, none NULL
   * @param values other columns' values, a row for each key
   * @return how many of the keys have those values; all of them by default, for a sink that
   *     computes no column by itself
   */
  default int countEqual(ObjectName table, RowBatch keys, RowBatch values) {
    return keys.rows();
  }

  /**
   * Removes rows of a table without a key that are equal to one in every value, byte for byte in
   * its canonical form. Only called with {@link SinkCapability#DELETE_EQUAL}.
   *
   * @param row the number of the row within the batch
   * @param limit how many at the most
   * @return how many were removed
   */
  int deleteEqual(ObjectName table, RowBatch rows, int row, int limit);

  /** The columns of the batch that {@link #deleteEqual} can compare exactly; the rest, by name. */
  default List<ColumnDefinition> incomparable(List<ColumnDefinition> columns) {
    return List.of();
  }

  /**
   * Sets the one savepoint, or moves it here. Only called with {@link SinkCapability#SAVEPOINT}.
   */
  void savepoint();

  /** Undoes what was done since {@link #savepoint()}. */
  void rollbackToSavepoint();
}
