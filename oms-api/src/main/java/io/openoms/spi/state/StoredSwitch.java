package io.openoms.spi.state;

import io.openoms.Direction;
import io.openoms.SwitchStepResult;
import java.util.List;
import java.util.Map;

/**
 * The log of a project's switchovers.
 *
 * @param direction the direction of changes: it says which end decides
 * @param from the direction before the last switchover
 * @param gates the ends that were made to refuse writes, each with the state that it had before: by
 *     the direction in which applications write to that end
 * @param steps the steps of the last switchover
 */
public record StoredSwitch(
    Direction direction,
    Direction from,
    Map<Direction, String> gates,
    List<SwitchStepResult> steps) {

  public StoredSwitch {
    gates = Map.copyOf(gates);
    steps = List.copyOf(steps);
  }
}
