package io.openoms.core.phase;

import io.openoms.core.task.TaskGroup;
import java.util.function.BooleanSupplier;

/** How a phase has its tasks run and watched. For the coordinating task. */
public interface PhaseTasks {

  /** A new group of tasks on the caller's executor. */
  TaskGroup group();

  /**
   * Has tasks watched until the phase ends.
   *
   * @param atRest whether all of them have finished what they had begun: a pause is reached then
   * @param longSteps reports steps that take long; called about once a second
   */
  void watch(BooleanSupplier atRest, Runnable longSteps);

  /** Counts the phase's time from now on: what came before was preparation. */
  void restartClock();
}
