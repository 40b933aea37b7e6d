package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.core.phase.Entry;
import io.openoms.spi.ProjectDefinition;

/** Starts runs in one direction. */
@FunctionalInterface
public interface Legs {

  /**
   * Starts one.
   *
   * @param project what it does; its source is the end that applications write to
   */
  Leg start(Direction direction, ProjectDefinition project, Entry entry);
}
