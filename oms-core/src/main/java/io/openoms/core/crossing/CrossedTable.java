package io.openoms.core.crossing;

import io.openoms.spi.data.TableRead;

/**
 * A table that both ends have. Immutable.
 *
 * @param source how its rows are read at a direction's source
 * @param sink how the same columns are read at its sink, in the same order
 */
public record CrossedTable(TableRead source, TableRead sink) {}
