package io.openoms.spi.precheck;

import io.openoms.ObjectName;
import io.openoms.PrecheckItem;
import java.util.List;
import java.util.Set;

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

  /**
   * The selected tables whose changes the source's log lacks as the source is set up now: whoever
   * follows the log later loses what is written to them meanwhile. None by default. Asked of checks
   * that stop runs, when a run was stopped; may block on the server.
   */
  default Set<ObjectName> unlogged(PrecheckScope scope) {
    return Set.of();
  }
}
