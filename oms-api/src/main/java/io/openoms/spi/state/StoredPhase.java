package io.openoms.spi.state;

import io.openoms.Phase;
import io.openoms.PhaseStatus;
import java.time.Duration;

/**
 * A phase as it is stored.
 *
 * @param phase the phase
 * @param status its status
 * @param elapsed time at work in the last run
 * @param rows rows it has at the sink
 */
public record StoredPhase(Phase phase, PhaseStatus status, Duration elapsed, long rows) {}
