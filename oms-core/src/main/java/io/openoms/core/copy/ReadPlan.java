package io.openoms.core.copy;

import io.openoms.spi.data.TableRead;

/**
 * What is read of a table, and how. Immutable.
 *
 * @param read columns, key, filter
 * @param mode in chunks, or at one read point
 * @param chunkRows rows between two bounds; of no use at one read point
 */
record ReadPlan(TableRead read, ReadMode mode, long chunkRows) {}
