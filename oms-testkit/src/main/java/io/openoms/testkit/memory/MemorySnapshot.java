package io.openoms.testkit.memory;

import io.openoms.spi.data.Position;

/**
 * What readers see at a moment.
 *
 * @param content tables and rows
 * @param position the transactions whose rows they are
 */
record MemorySnapshot(MemoryContent content, Position position) {}
