package io.openoms.event;

import io.openoms.error.MigrationException;
import java.time.Instant;

/**
 * A step failed: for good, or it will be tried again.
 *
 * @param at when
 * @param error what happened
 * @param willRetry whether the step is tried again
 */
public record ErrorEvent(Instant at, MigrationException error, boolean willRetry) {}
