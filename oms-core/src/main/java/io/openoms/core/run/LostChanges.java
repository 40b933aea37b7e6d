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
import java.util.function.Predicate;

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
    note(error, objects, table -> database.map(table.database()::equals).orElse(true));
  }

  /** Stores that changes of some tables may be lost, for that reason. Blocks. */
  void note(MigrationException why, List<MigratedObject> objects, Predicate<ObjectName> isMeant) {
    for (MigratedObject object : objects) {
      if (object.kind() == ObjectKind.TABLE
          && object.capturedSince().isPresent()
          && isMeant.test(object.source())) {
        makeVoid(object, why);
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
