package io.openoms;

import java.util.List;

/**
 * Which end decides, and how the last switchover stands. Immutable.
 *
 * @param direction the direction of changes now
 * @param from the direction before the last switchover, whether it was done or went back
 * @param steps the steps of the last switchover, in order; all pending before the first
 */
public record SwitchStatus(Direction direction, Direction from, List<SwitchStepResult> steps) {

  public SwitchStatus {
    steps = List.copyOf(steps);
  }
}
