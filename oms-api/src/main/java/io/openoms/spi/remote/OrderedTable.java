package io.openoms.spi.remote;

import io.openoms.ObjectName;
import java.io.Serializable;

/**
 * A table of an order. Immutable.
 *
 * @param source its name at the source
 * @param target its name at the sink
 * @param chunkRows rows between two bounds
 * @param exact whether it is one chunk, read at one position of the source's log
 * @param alone whether no other table has the same target
 */
public record OrderedTable(
    ObjectName source, ObjectName target, long chunkRows, boolean exact, boolean alone)
    implements Serializable {}
