package io.openoms.event;

import io.openoms.MigrationResult;
import java.time.Instant;

/**
 * The run has ended: it was completed, it failed, or it was stopped. Immutable.
 *
 * @param at when
 * @param result what became of it; the same that {@link io.openoms.MigrationRun#result()} gives
 */
public record EndEvent(Instant at, MigrationResult result) {}
