package io.openoms.spi.state;

import io.openoms.RowDifference;
import io.openoms.spi.data.KeyTuple;

/**
 * A row that the last verification found to differ, as it is stored. Only tables with a key have
 * such rows. Immutable.
 *
 * @param number its number within the table, ascending
 * @param kind what is wrong with the row
 * @param key its key, in canonical bytes
 */
public record StoredDifference(long number, RowDifference.Kind kind, KeyTuple key) {}
