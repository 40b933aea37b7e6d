package io.openoms.event;

import io.openoms.Direction;
import io.openoms.SwitchStepResult;
import java.time.Instant;

/**
 * A step of a switchover began or ended.
 *
 * @param at when
 * @param from the direction before the switchover
 * @param result how the step stands
 */
public record SwitchStepEvent(Instant at, Direction from, SwitchStepResult result) {}
