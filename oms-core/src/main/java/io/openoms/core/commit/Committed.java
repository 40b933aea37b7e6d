package io.openoms.core.commit;

/**
 * A unit that is committed.
 *
 * @param written what was written
 * @param executeNanos the time that writing took
 * @param commitNanos the time that the commit took
 * @param <T> what was written
 */
public record Committed<T>(T written, long executeNanos, long commitNanos) {}
