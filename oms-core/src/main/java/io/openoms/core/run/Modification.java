package io.openoms.core.run;

import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.core.error.EngineError;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.state.StoredObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Fits what an earlier run has stored to the present selection. An object that is not selected any
 * more, or goes to another target now, is forgotten; the target keeps what it has. One whose filter
 * or columns were changed after it was created fails: what stands at the target is of the old ones.
 */
final class Modification {

  private final ProjectState state;
  private final String writer;
  private final Reporter reporter;
  private final Repeater repeater;

  Modification(ProjectState state, String writer, Reporter reporter, Repeater repeater) {
    this.state = state;
    this.writer = writer;
    this.reporter = reporter;
    this.repeater = repeater;
  }

  void apply(List<MigratedObject> selected, List<StoredObject> stored) {
    Map<ObjectName, MigratedObject> bySource =
        selected.stream().collect(Collectors.toMap(MigratedObject::source, Function.identity()));
    for (StoredObject before : stored) {
      MigratedObject object = bySource.get(before.source());
      if (object == null || !object.target().equals(before.target())) {
        repeater.run(() -> state.remove(writer, before.source()));
      } else {
        restore(object, before);
      }
    }
  }

  private void restore(MigratedObject object, StoredObject before) {
    object.restore(before);
    if (before.schemaDone() && !object.isOut() && !before.scope().equals(object.scope())) {
      MigrationException error =
          new MigrationException(
              EngineError.SELECTION_CHANGED,
              ErrorContext.of(object.source()),
              "its row filter or its columns were changed after it was created at the sink; take"
                  + " it out of the project for one run, drop "
                  + object.target()
                  + ", and select it again");
      // Not stored: the stored scope must stay that of the rows at the sink.
      object.fail(ObjectStatus.FAILED, error);
      reporter.error(error, false);
    }
  }
}
