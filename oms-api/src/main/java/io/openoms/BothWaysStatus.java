package io.openoms;

/**
 * What is stored of an active-active project beside its two directions. Immutable.
 *
 * @param conflicts how many rows were found that both ends had changed
 */
public record BothWaysStatus(long conflicts) {}
