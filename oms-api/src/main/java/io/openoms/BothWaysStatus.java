package io.openoms;

import java.util.Optional;

/**
 * What is stored of an active-active project beside its forward direction. Immutable.
 *
 * @param reverse how far the sink's changes are applied at the source; empty before that has begun
 * @param conflicts how many rows were found that both ends had changed
 */
public record BothWaysStatus(Optional<Checkpoint> reverse, long conflicts) {}
