package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.core.phase.Entry;
import io.openoms.spi.ProjectDefinition;

/** Starts runs in one direction; one leg is at work at a time. */
public interface Legs {

  /**
   * Starts one.
   *
   * @param project what it does; its source is the end that applications write to
   */
  Leg start(Direction direction, ProjectDefinition project, Entry entry);

  /**
   * Starts a run beside the leg at work, of which no listener hears.
   *
   * @param project what it does
   */
  Leg startApart(ProjectDefinition project, Entry entry);

  /** The run follows by that leg from now on. */
  void atWork(Leg leg);
}
