package io.openoms;

/** The states of a run. */
public enum RunState {
  /** Taking over the stored state and resolving the selection. */
  STARTING,
  /** At work. */
  RUNNING,
  /** Asked to pause; steps already begun are being finished. */
  PAUSING,
  /** Paused: no statement is open at either server. */
  PAUSED,
  /** Asked to stop; steps already begun are being finished or rolled back. */
  STOPPING,
  /** Ended: all phases are done for all objects. */
  COMPLETED,
  /** Ended: an error stopped the run, or an object failed. */
  FAILED,
  /** Ended by {@code close()} before it was done; a later run goes on from here. */
  STOPPED;

  /** Whether the run has ended. */
  public boolean isFinal() {
    return this == COMPLETED || this == FAILED || this == STOPPED;
  }
}
