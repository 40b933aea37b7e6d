package io.openoms.spi.precheck;

import io.openoms.PrecheckItem;
import java.util.List;

/**
 * One check. Called once a report or run, on the caller's or the coordinating thread; may block on
 * the server.
 */
@FunctionalInterface
public interface Precheck {

  /** Checks and changes nothing; each finding is an item, at least one. */
  List<PrecheckItem> run(PrecheckScope scope);

  /**
   * Whether a run makes this check, too, and begins nothing when an item failed. False for checks
   * whose findings concern single objects, which fail by themselves while the others go on.
   */
  default boolean stopsRun() {
    return false;
  }
}
