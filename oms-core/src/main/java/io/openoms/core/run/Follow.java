package io.openoms.core.run;

import io.openoms.Following;
import io.openoms.IncrementalOptions;
import io.openoms.ObjectKind;
import io.openoms.Phase;
import io.openoms.core.apply.ApplyFigures;
import io.openoms.core.apply.ApplyPhase;
import io.openoms.core.apply.ApplyScope;
import io.openoms.core.apply.FollowedTable;
import io.openoms.core.capture.CaptureStart;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.CascadeLinks;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Following the source through a run: capture begins before the copy and goes on beside it; what it
 * has captured is applied when the copy is done. Methods are the coordinating task's, but those
 * that ask, {@link #finish} and {@link #close}.
 */
final class Follow {

  private final RunScope scope;
  private final IncrementalOptions options;
  private final ProjectState state;
  private final ChangeLog log;
  private final FollowedTables followable;
  private final Repeater repeater;
  private final Capturing capturing;
  private final ApplyFigures figures = new ApplyFigures();
  private volatile @Nullable ApplyPhase apply;
  private volatile boolean finishing;
  private boolean areEqual;

  Follow(RunScope scope, ProjectState state) {
    this.scope = scope;
    this.options = scope.project().phases().incrementalOptions();
    this.state = state;
    this.log = scope.roles().changeLog().orElseThrow(Follow::noLog);
    this.repeater = scope.repeater(Phase.INCREMENTAL);
    this.followable = new FollowedTables(scope, state, log);
    this.capturing = new Capturing(scope, state, log);
  }

  static MigrationException noLog() {
    return new MigrationException(
        EngineError.LOG_MISSING,
        ErrorContext.none().withPhase(Phase.INCREMENTAL),
        "the source writes no log of changes, or its user may not ask for it");
  }

  /** Fails the tables that cannot be followed, before anything is made for them. */
  void refuse(String writer, List<MigratedObject> objects) {
    followable.refuse(writer, tables(objects));
  }

  /** The foreign keys that change rows without a trace in the log. */
  CascadeLinks cascades() {
    return followable.cascades();
  }

  /**
   * Judges what earlier runs have captured and copied, before this one reads rows or applies
   * changes. Blocks.
   *
   * @param copies whether tables are copied in this run; otherwise those that never were are taken
   *     to be equal, if the project begins so
   */
  void judge(String writer, List<MigratedObject> objects, boolean copies) {
    CapturePlan plan = capturing.enter();
    requireApplied(plan, objects);
    areEqual = !copies && StoredCopies.mayBeEqual(plan, objects);
    new StoredCopies(scope, state, plan).judge(writer, tables(objects), copies, areEqual);
  }

  private static void requireApplied(CapturePlan plan, List<MigratedObject> objects) {
    if (plan.entered().isEmpty()
        && objects.stream().anyMatch(object -> object.capturedSince().isPresent())) {
      throw new MigrationException(
          EngineError.STATE_DAMAGED,
          ErrorContext.none().withPhase(Phase.INCREMENTAL),
          "the bookkeeping has lost how far the log is applied; release the project, and copy its"
              + " tables anew");
    }
  }

  /** Begins to capture, where an earlier run has left or now. Blocks. */
  void begin(String writer, List<MigratedObject> objects, TaskGroup tasks) {
    List<MigratedObject> others = objects.stream().filter(object -> !isIn(object)).toList();
    capturing.begin(writer, tables(objects), others, areEqual, tasks);
  }

  /** Makes the tasks that apply, ready to be started. */
  ApplyPhase applyPhase(String writer, List<MigratedObject> objects) {
    CaptureStart entered = capturing.start();
    List<FollowedTable> followed = followable.of(writer, objects, capturing.tables());
    CascadeTables linked = followable.link(writer, followed);
    passOver(writer, objects, followed);
    ApplyScope shared =
        new ApplyScope(
            options,
            log,
            linked.cascades(),
            scope.roles(),
            state,
            entered.spool(),
            scope.control(),
            scope.reporter(),
            figures,
            scope.retry(Phase.INCREMENTAL),
            capturing::isLogAtEnd);
    ApplyPhase phase = new ApplyPhase(shared, followed, entered.stored());
    if (finishing) {
      phase.finish();
    }
    apply = phase;
    return phase;
  }

  /** Changes of a table that is captured and not applied are lost to it from now on. */
  private void passOver(String writer, List<MigratedObject> objects, List<FollowedTable> followed) {
    List<MigratedObject> passed =
        objects.stream()
            .filter(object -> object.capturedSince().isPresent())
            .filter(object -> followed.stream().noneMatch(table -> table.object() == object))
            .toList();
    repeater.run(
        () ->
            state.write(
                writer,
                (project, tx) ->
                    passed.forEach(object -> tx.clearCapturedSince(project, object.source()))));
    passed.forEach(MigratedObject::notCaptured);
  }

  /** Has the phase end when what it has begun is applied. */
  void finish() {
    finishing = true;
    ApplyPhase phase = apply;
    if (phase != null) {
      phase.finish();
    }
  }

  /** The end of the source's log now. Blocks. */
  Position end() {
    return log.current().orElseThrow(Follow::noLog);
  }

  /** Whether all that stands before a position is applied. */
  boolean isApplied(Position position) {
    ApplyPhase phase = apply;
    return phase != null && log.covers(phase.position(), position);
  }

  /** The figures now; empty before capture has begun. */
  Optional<Following> sample() {
    return capturing.sample(figures);
  }

  /** Whether capture has begun. */
  boolean isBegun() {
    return capturing.isBegun();
  }

  /** What has ended the capture; null while nothing has. */
  @Nullable MigrationException captureFailure() {
    return capturing.failure();
  }

  /** Ends the capture and waits for it; throws what has ended it, if something did. */
  void endCapture() {
    capturing.end();
  }

  /** Ends the capture, if it has not ended, and gives the spool's files back. */
  void close() {
    capturing.close();
  }

  private static List<MigratedObject> tables(List<MigratedObject> objects) {
    return objects.stream().filter(Follow::isIn).toList();
  }

  /** Whether an object is a table that is not out. */
  static boolean isIn(MigratedObject object) {
    return object.kind() == ObjectKind.TABLE && !object.isOut();
  }
}
