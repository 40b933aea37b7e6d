package io.openoms;

import java.time.Duration;

/**
 * What became of a phase. Immutable.
 *
 * @param status its status at the end
 * @param elapsed how long it was at work in this run; for the full copy from the first chunk read
 *     to the last index built
 * @param rows rows that it has at the sink, those of earlier runs included
 */
public record PhaseResult(PhaseStatus status, Duration elapsed, long rows) {}
