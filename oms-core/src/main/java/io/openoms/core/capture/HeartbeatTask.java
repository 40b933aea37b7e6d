package io.openoms.core.capture;

import io.openoms.Phase;
import io.openoms.core.task.Control;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Heartbeat;
import java.time.Duration;

/**
 * Writes heartbeats until it is told to end. One that fails for the moment is told and left out:
 * the lag then shows that the source does not answer.
 */
public final class HeartbeatTask implements Runnable {

  private static final long LOOK_MILLIS = 50;

  private final Heartbeat heartbeat;
  private final String project;
  private final Duration every;
  private final Control control;
  private final Reporter reporter;
  private volatile boolean finished;

  /** The heartbeats of one run. */
  public HeartbeatTask(
      Heartbeat heartbeat, String project, Duration every, Control control, Reporter reporter) {
    this.heartbeat = heartbeat;
    this.project = project;
    this.every = every;
    this.control = control;
    this.reporter = reporter;
  }

  /** Has the task end soon. */
  public void finish() {
    finished = true;
  }

  @Override
  public void run() {
    while (!isOver()) {
      long next = System.nanoTime() + every.toNanos();
      beat();
      while (!isOver() && System.nanoTime() - next < 0) {
        control.sleep(LOOK_MILLIS);
      }
    }
  }

  private boolean isOver() {
    return finished || control.isStopped();
  }

  private void beat() {
    try {
      heartbeat.beat(project);
    } catch (MigrationException e) {
      MigrationException error = e.in(ErrorContext.none().withPhase(Phase.INCREMENTAL));
      if (!error.isRetryable()) {
        throw error;
      }
      if (!isOver()) {
        reporter.error(error, true);
      }
    }
  }
}
