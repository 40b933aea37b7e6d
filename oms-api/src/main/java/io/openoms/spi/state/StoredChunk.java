package io.openoms.spi.state;

import io.openoms.spi.data.ChunkRange;

/**
 * A chunk of a table as it is stored.
 *
 * @param number its number within the table, from 0
 * @param range its part of the key order
 */
public record StoredChunk(long number, ChunkRange range) {}
