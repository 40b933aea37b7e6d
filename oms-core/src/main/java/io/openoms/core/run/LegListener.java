package io.openoms.core.run;

import io.openoms.Direction;
import io.openoms.MigrationListener;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.core.task.EventPump;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.ErrorEvent;
import io.openoms.event.IndexEvent;
import io.openoms.event.ObjectEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.event.WarningEvent;
import java.util.List;
import java.util.Optional;

/**
 * Hands the events of a leg to the run that it belongs to. The reverse direction follows, too, and
 * reports that as a phase of its own; its objects keep the names of the project's source. The end
 * of a leg is not the end of the run.
 */
final class LegListener implements MigrationListener {

  private final Direction direction;
  private final EventPump pump;

  LegListener(Direction direction, EventPump pump) {
    this.direction = direction;
    this.pump = pump;
  }

  static Phase phase(Direction direction, Phase phase) {
    boolean reverse = direction == Direction.REVERSE && phase == Phase.INCREMENTAL;
    return reverse ? Phase.REVERSE_INCREMENTAL : phase;
  }

  static Progress progress(Direction direction, Progress of) {
    return new Progress(
        phase(direction, of.phase()),
        of.rows(),
        of.totalRows(),
        of.bytes(),
        of.rowsPerSecond(),
        of.bytesPerSecond(),
        of.eta(),
        of.objectsDone(),
        of.objectsTotal(),
        of.following());
  }

  private ErrorContext context(ErrorContext of) {
    Optional<Phase> phase = of.phase().map(one -> phase(direction, one));
    return new ErrorContext(phase, of.object(), of.position());
  }

  @Override
  public void onPhase(PhaseEvent event) {
    PhaseEvent mapped = new PhaseEvent(event.at(), phase(direction, event.phase()), event.status());
    pump.post(listener -> listener.onPhase(mapped));
  }

  @Override
  public void onObject(ObjectEvent event) {
    boolean forward = direction == Direction.FORWARD;
    ObjectEvent mapped =
        new ObjectEvent(
            event.at(),
            phase(direction, event.phase()),
            event.kind(),
            forward ? event.source() : event.target(),
            forward ? event.target() : event.source(),
            event.status(),
            event.rows(),
            event.detail());
    pump.post(listener -> listener.onObject(mapped));
  }

  @Override
  public void onIndex(IndexEvent event) {
    pump.post(listener -> listener.onIndex(event));
  }

  @Override
  public void onProgress(ProgressEvent event) {
    Progress mine = progress(direction, event.progress());
    ProgressEvent mapped = new ProgressEvent(event.at(), mine);
    pump.postFigures(List.of(direction, mine.phase()), listener -> listener.onProgress(mapped));
  }

  @Override
  public void onWarning(WarningEvent event) {
    WarningEvent mapped =
        new WarningEvent(event.at(), event.code(), context(event.context()), event.message());
    pump.postIfRoom(listener -> listener.onWarning(mapped));
  }

  @Override
  public void onError(ErrorEvent event) {
    MigrationException error = event.error();
    ErrorContext where = context(error.context());
    MigrationException told =
        where.equals(error.context())
            ? error
            : new MigrationException(error.code(), where, error.description(), error);
    pump.post(listener -> listener.onError(new ErrorEvent(event.at(), told, event.willRetry())));
  }
}
