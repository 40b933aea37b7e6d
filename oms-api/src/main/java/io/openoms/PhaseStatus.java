package io.openoms;

import java.util.Locale;

/** How far a phase of a run has come. */
public enum PhaseStatus {
  /** Asked for, not reached yet. */
  PENDING,
  /** At work. */
  RUNNING,
  /** Ended by the caller or by a stop of the run before it was complete; a restart goes on. */
  STOPPED,
  /** Done for every object that did not fail. */
  COMPLETED,
  /** Ended by an error, or at least one object failed in it. */
  FAILED,
  /** Not run, because an earlier run of the same project completed it. */
  SKIPPED;

  /** The name in reports and stored state. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
