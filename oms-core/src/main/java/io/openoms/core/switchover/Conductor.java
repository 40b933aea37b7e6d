package io.openoms.core.switchover;

import io.openoms.MigrationResult;
import io.openoms.SwitchStatus;
import java.util.Optional;

/** Leads the legs of a project. Thread-safe, but for {@link #direct}. */
public interface Conductor {

  /**
   * Has legs work until the run is over, or is to stop. The directing task's. Blocks.
   *
   * @return what became of the leg that decides what becomes of the run
   */
  MigrationResult direct();

  /** Which end decides; empty where no end does, or before the project is taken over. */
  Optional<SwitchStatus> status();

  /** Cuts off what hangs. */
  void abort();
}
