package io.openoms.core.run;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import java.util.List;
import java.util.Optional;

/**
 * Marks the copies as void behind which the source has lost changes, when that has ended a run. The
 * log shows no gap once its server is mended, so the next run could not tell. The coordinating
 * task's, after all others have ended.
 */
final class LostChanges {

  private final RunContext run;
  private final ProjectState state;

  LostChanges(RunContext run, ProjectState state) {
    this.run = run;
    this.state = state;
  }

  /** Stores what an error means for the copies of those objects. Blocks. */
  void note(MigrationException error, List<MigratedObject> objects) {
    if (!error.code().losesChanges()) {
      return;
    }
    Optional<String> database = error.context().object().map(ObjectName::database);
    for (MigratedObject object : objects) {
      boolean isMeant = database.map(object.source().database()::equals).orElse(true);
      if (isMeant && object.kind() == ObjectKind.TABLE && object.capturedSince().isPresent()) {
        makeVoid(object, error);
      }
    }
  }

  private void makeVoid(MigratedObject object, MigrationException error) {
    ErrorContext where = ErrorContext.of(object.source());
    object.voidCopy();
    object.move(Transition.END_CAPTURE);
    run.repeater().run(where, () -> state.startOver(PhaseContext.WRITER, object));
    run.reporter()
        .warning(
            WarningCode.COPIED_ANEW,
            where,
            "its changes may be lost ("
                + error.code().name()
                + "): the next run that copies empties it and copies it anew");
  }
}
