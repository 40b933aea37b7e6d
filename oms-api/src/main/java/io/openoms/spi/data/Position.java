package io.openoms.spi.data;

/**
 * A place in a source's log of changes. Opaque to the engine, which stores it and gives it back to
 * the endpoint that made it; positions of one source are only partially ordered (GTID sets, vectors
 * of partitions), so they are never compared as texts. Immutable.
 *
 * @param text the endpoint's own form, beginning with its kind and a version, such as {@code
 *     binlog/1 …}
 */
public record Position(String text) {}
