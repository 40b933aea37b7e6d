package io.openoms.core.task;

import io.openoms.Direction;
import io.openoms.MigrationResult;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.Progress;
import io.openoms.SwitchStepResult;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.EndEvent;
import io.openoms.event.ErrorEvent;
import io.openoms.event.IndexEvent;
import io.openoms.event.ObjectEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.event.SwitchStepEvent;
import io.openoms.event.WarningCode;
import io.openoms.event.WarningEvent;
import io.openoms.spi.data.Position;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Makes events and posts them, and logs the main ones. Thread-safe; never blocks. */
public final class Reporter {

  private final EventPump pump;
  private final Clock clock;
  private final RunLog log;

  /**
   * A reporter that posts to that pump.
   *
   * @param project the project's name, for the log
   */
  public Reporter(EventPump pump, Clock clock, String project) {
    this.pump = pump;
    this.clock = clock;
    this.log = new RunLog(project);
  }

  /** The run starts. */
  public void started() {
    log.started();
  }

  /** This engine owns the project from now on, with so many objects. */
  public void takenOver(int objects) {
    log.takenOver(objects);
  }

  /** A reader of the source's log begins at that position. */
  public void capturing(Position start) {
    log.capturing(start);
  }

  /** The run has ended; nothing may be reported after this. */
  public void ended(MigrationResult result) {
    log.ended(result);
    EndEvent event = new EndEvent(clock.instant(), result);
    pump.post(listener -> listener.onEnd(event));
  }

  /** An error ended the run. */
  public void runFailed(MigrationException error) {
    post(error, false);
  }

  /** A phase changed its status. */
  public void phase(Phase phase, PhaseStatus status) {
    log.phase(phase, status);
    PhaseEvent event = new PhaseEvent(clock.instant(), phase, status);
    pump.post(listener -> listener.onPhase(event));
  }

  /** An object changed its status. */
  public void object(Phase phase, MigratedObject object, Optional<String> detail) {
    log.object(phase, object);
    ObjectEvent event =
        new ObjectEvent(
            clock.instant(),
            phase,
            object.kind(),
            object.source(),
            object.target(),
            object.status(),
            object.rows(),
            detail);
    pump.post(listener -> listener.onObject(event));
  }

  /** An index is being built, is there, or was refused. */
  public void index(
      MigratedObject table,
      String index,
      String statement,
      IndexEvent.Status status,
      Duration elapsed) {
    double fraction = status == IndexEvent.Status.COMPLETED ? 1 : -1;
    IndexEvent event =
        new IndexEvent(
            clock.instant(), table.source(), index, statement, status, fraction, elapsed);
    pump.post(listener -> listener.onIndex(event));
  }

  /** The figures. */
  public void progress(Progress progress) {
    ProgressEvent event = new ProgressEvent(clock.instant(), progress);
    pump.postFigures(progress.phase(), listener -> listener.onProgress(event));
  }

  /** A step of a switchover began or ended. */
  public void switchStep(Direction from, SwitchStepResult result) {
    SwitchStepEvent event = new SwitchStepEvent(clock.instant(), from, result);
    pump.post(listener -> listener.onSwitchStep(event));
  }

  /** What the user should know. */
  public void warning(WarningCode code, ErrorContext context, String message) {
    warning(code.name(), context, message);
  }

  /** What a precheck of that name warns of. */
  public void warning(String code, ErrorContext context, String message) {
    WarningEvent event = new WarningEvent(clock.instant(), code, context, message);
    pump.postIfRoom(listener -> listener.onWarning(event));
  }

  /** A step failed: it is tried again, or its object fails. */
  public void error(MigrationException error, boolean willRetry) {
    if (willRetry) {
      log.retried(error);
    } else {
      log.objectFailed(error);
    }
    post(error, willRetry);
  }

  private void post(MigrationException error, boolean willRetry) {
    ErrorEvent event = new ErrorEvent(clock.instant(), error, willRetry);
    if (willRetry) {
      pump.postIfRoom(listener -> listener.onError(event));
    } else {
      pump.post(listener -> listener.onError(event));
    }
  }
}
