package io.openoms.jdbc.mysql.sink;

/**
 * What a product takes in statements that change rows. Immutable.
 *
 * @param jsonIsText whether it keeps JSON as the text that it was given
 * @param rowsInUpsert rows of one upsert; more make no row cheaper
 * @param keysInDelete keys in the list of one DELETE
 * @param keysInLookup keys in the list of one SELECT
 */
public record SinkTraits(boolean jsonIsText, int rowsInUpsert, int keysInDelete, int keysInLookup) {

  /**
   * Limits that fit every product of the family. A list of 1,000 keys or more makes some optimizers
   * join it with the table, and scan the whole table for it.
   */
  public static SinkTraits usual(boolean jsonIsText) {
    return new SinkTraits(jsonIsText, 1_000, 900, 500);
  }
}
