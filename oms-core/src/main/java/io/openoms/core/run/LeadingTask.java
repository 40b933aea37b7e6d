package io.openoms.core.run;

import io.openoms.error.MigrationException;
import org.jspecify.annotations.Nullable;

/** The task that leads a run, on a thread of the caller's executor. Thread-safe. */
interface LeadingTask extends Runnable {

  /** Whether it has begun, or was ended before it could. */
  boolean isTaken();

  /**
   * Ends a run that its executor has not begun, in the calling thread: the executor refused it, was
   * shut down, or has no thread for it. Does nothing when the run has begun.
   *
   * @param failure why; null when it was stopped
   */
  void endUnbegun(@Nullable MigrationException failure);
}
