package io.openoms.event;

import io.openoms.Phase;
import io.openoms.PhaseStatus;
import java.time.Instant;

/**
 * A phase changed its status.
 *
 * @param at when
 * @param phase the phase
 * @param status its new status
 */
public record PhaseEvent(Instant at, Phase phase, PhaseStatus status) {}
