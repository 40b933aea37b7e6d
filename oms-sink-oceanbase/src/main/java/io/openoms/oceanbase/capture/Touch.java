package io.openoms.oceanbase.capture;

/**
 * That a transaction may have changed the row of a key. Immutable.
 *
 * @param scn the transaction's number
 * @param table the table
 * @param key the key, as triggers log it
 * @param own whether the transaction is one of those that are left out
 */
record Touch(long scn, TouchedTable table, String key, boolean own) {

  /** A row over all tables. */
  record RowId(long tab, String key) {}

  /** The row. */
  RowId row() {
    return new RowId(table.tab(), key);
  }
}
