package io.openoms.spi;

import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TableDefinition;

/**
 * Writes the statements of a script that corrects rows, for people to read and to run. Nothing is
 * sent to a server. Each text ends with a line break. Batches hold one row. Thread-safe.
 */
public interface CorrectionScript {

  /** The script's first lines: the session that its statements need, and one transaction. */
  String begin();

  /** The script's last lines: the transaction ends. */
  String end();

  /** A line for people; line breaks of the text become spaces. */
  String comment(String text);

  /**
   * Inserts a row.
   *
   * @throws RowRefusedException for a row that no statement gives exactly
   */
  String insert(TableDefinition table, RowBatch row);

  /**
   * Sets columns of the row under a key; no other column changes, not even one that each update
   * sets by itself.
   *
   * @param key the key columns' values at the sink
   * @param values the columns to be set
   * @throws RowRefusedException for a value that no statement gives exactly
   */
  String update(TableDefinition table, RowBatch key, RowBatch values);

  /** Deletes the row under a key. */
  String delete(TableDefinition table, RowBatch key);

  /** Deletes one of the rows that are equal to this one in every value: the table has no key. */
  String deleteEqual(TableDefinition table, RowBatch row);
}
