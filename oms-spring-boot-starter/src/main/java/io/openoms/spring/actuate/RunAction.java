package io.openoms.spring.actuate;

import io.openoms.MigrationRun;

/** What can be done to a run from outside. */
public enum RunAction {
  /** Starts the project, when no run is at work on it. */
  START,
  /** Pauses the run. */
  PAUSE,
  /** Goes on after a pause. */
  RESUME,
  /** Ends the incremental phase when what is in flight is applied. */
  FINISH;

  void doTo(MigrationRun run) {
    switch (this) {
      case START -> {} // done by whoever gave the run
      case PAUSE -> run.pause();
      case RESUME -> run.resume();
      case FINISH -> run.finishIncremental();
    }
  }
}
