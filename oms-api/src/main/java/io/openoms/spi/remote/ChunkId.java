package io.openoms.spi.remote;

import io.openoms.ObjectName;
import java.io.Serializable;

/**
 * A chunk by its name; its bounds are in the stored state. Immutable.
 *
 * @param table its table at the source
 * @param number its number within the table
 */
public record ChunkId(ObjectName table, long number) implements Serializable {}
