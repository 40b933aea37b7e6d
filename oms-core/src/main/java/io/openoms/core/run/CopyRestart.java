package io.openoms.core.run;

import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.CopiesAnew;
import io.openoms.core.phase.CopiesAnew.Cause;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StoredShapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has tables made and copied anew, before the phases begin. That the copy is void is stored first,
 * then the table is dropped at the sink, then everything of it is forgotten: a run that died in
 * between is gone on with by the next one. The coordinating task's.
 */
final class CopyRestart {

  private final RunContext run;
  private final OwnedProject owned;
  private final Repeater repeater;

  CopyRestart(RunContext run, OwnedProject owned) {
    this.run = run;
    this.owned = owned;
    this.repeater = run.repeater();
  }

  /** Begins those anew that were asked for, and those that an earlier run has left half way. */
  void begin(CopiesAnew copies) {
    Map<ObjectName, Cause> asked = copies.take();
    leave(copies.takeGone());
    for (MigratedObject object : owned.objects()) {
      Cause cause = asked.get(object.source());
      if (cause != null) {
        makeVoid(object);
        drop(object);
        forget(object);
        tell(object, cause, copies.times(object.source()));
      } else if (isHalfWay(object)) {
        drop(object);
        forget(object);
      }
    }
  }

  /** What those have at the sink stays there. */
  private void leave(Map<ObjectName, String> gone) {
    for (MigratedObject object : owned.objects()) {
      String why = gone.get(object.source());
      if (why != null) {
        String what =
            "it has another name at the source: "
                + why
                + "; "
                + object.target()
                + " stays at the sink as it was before";
        ErrorContext where = ErrorContext.of(object.source());
        object.warn(List.of(what));
        object.end();
        repeater.run(where, () -> owned.state().put(PhaseContext.WRITER, object));
        run.reporter().warning(WarningCode.TABLE_RENAMED, where, what);
        run.reporter().object(Phase.INCREMENTAL, object, Optional.of(what));
      }
    }
  }

  /** A copy that is void for another reason keeps the shapes that the table was made with. */
  private static boolean isHalfWay(MigratedObject object) {
    return object.has(Milestone.COPY_VOID)
        && object.has(Milestone.CREATED)
        && object.shapes().equals(StoredShapes.none());
  }

  private void makeVoid(MigratedObject object) {
    object.voidCopyUncaptured();
    startOver(object);
  }

  private void startOver(MigratedObject object) {
    repeater.run(
        ErrorContext.of(object.source()),
        () -> owned.state().startOver(PhaseContext.WRITER, object));
  }

  private void drop(MigratedObject object) {
    SchemaTarget sink = run.roles().schemaTarget();
    repeater.run(
        ErrorContext.of(object.source()),
        () -> {
          SchemaStatement statement = sink.drop(object.target()).orElseThrow();
          owned.state().prove(PhaseContext.WRITER);
          sink.execute(statement);
        });
  }

  private void forget(MigratedObject object) {
    object.startAnew();
    startOver(object);
  }

  private void tell(MigratedObject object, Cause cause, int times) {
    ErrorContext where = ErrorContext.of(object.source());
    if (!cause.isReplaced() && times > CopiesAnew.MOST) {
      fail(object, cause.why(), times);
    } else {
      String what =
          cause.isReplaced()
              ? "another table has its name at the source: "
                  + cause.why()
                  + "; it is made and copied anew"
              : "its definition or its rows were changed at the source while it was copied: "
                  + cause.why()
                  + "; it is made and copied anew, for the "
                  + times
                  + ". time of at most "
                  + CopiesAnew.MOST;
      object.warn(List.of(what));
      run.reporter().warning(WarningCode.COPIED_ANEW, where, what);
    }
    repeater.run(where, () -> owned.state().put(PhaseContext.WRITER, object));
  }

  private void fail(MigratedObject object, String why, int times) {
    MigrationException error =
        new MigrationException(
            EngineError.DEFINITION_CHANGED,
            ErrorContext.of(object.source()),
            "its definition at the source changed "
                + times
                + " times while it was copied, the last time as "
                + why
                + "; retry the table when its definition rests, to have it copied anew");
    object.fail(ObjectStatus.FAILED, error);
    run.reporter().error(error, false);
    run.reporter().object(Phase.FULL, object, Optional.of(error.getMessage()));
  }
}
