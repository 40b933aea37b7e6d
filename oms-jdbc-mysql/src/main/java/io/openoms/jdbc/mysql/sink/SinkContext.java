package io.openoms.jdbc.mysql.sink;

import io.openoms.jdbc.error.SqlFailures;
import io.openoms.jdbc.state.StateTables;

/**
 * What all writing connections of one sink share. Immutable.
 *
 * @param failures names what the driver throws
 * @param stateTables the tables of the state store
 * @param maxStatementBytes the longest statement, in bytes
 * @param traits what the product takes in statements
 */
record SinkContext(
    SqlFailures failures, StateTables stateTables, int maxStatementBytes, SinkTraits traits) {}
