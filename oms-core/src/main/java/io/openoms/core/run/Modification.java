package io.openoms.core.run;

import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.ObjectStatus;
import io.openoms.TableChoice;
import io.openoms.core.error.EngineError;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fits what an earlier run has stored to the present selection. An object that is not selected any
 * more, or goes to another target now, is forgotten; the target keeps what it has. One whose filter
 * or columns were changed after it was created fails: what stands at the target is of the old ones.
 * So does one that is selected and that the source does not show any more, and one that ended as
 * the source dropped or renamed it, where the source has that name again.
 */
final class Modification {

  private final ProjectState state;
  private final ObjectSelection selection;
  private final String writer;
  private final Reporter reporter;
  private final Repeater repeater;

  Modification(
      ProjectState state,
      ObjectSelection selection,
      String writer,
      Reporter reporter,
      Repeater repeater) {
    this.state = state;
    this.selection = selection;
    this.writer = writer;
    this.reporter = reporter;
    this.repeater = repeater;
  }

  /**
   * All objects of the run: those that are selected, as they are stored, and those that are missing
   * at the source. Blocks.
   */
  List<MigratedObject> apply(List<MigratedObject> selected, List<StoredObject> stored) {
    Map<ObjectName, MigratedObject> bySource =
        selected.stream().collect(Collectors.toMap(MigratedObject::source, Function.identity()));
    List<MigratedObject> objects = new ArrayList<>(selected);
    Map<MigratedObject, StoredObject> staying = new LinkedHashMap<>();
    List<StoredObject> leaving = new ArrayList<>();
    for (StoredObject before : stored) {
      MigratedObject object = bySource.get(before.source());
      if (object == null && selection.covers(before.source())) {
        MigratedObject missing = MigratedObject.of(before);
        objects.add(missing);
        staying.put(missing, before);
      } else if (object == null || !object.target().equals(before.target())) {
        leaving.add(before);
      } else {
        object.restore(before);
        staying.put(object, before);
      }
    }
    leaving.forEach(before -> leave(before, objects, staying));
    staying.forEach((object, before) -> require(object, before, bySource.keySet()));
    return objects;
  }

  /** Its rows stay at the target: that is noted with those that go on to fill it, and first. */
  private void leave(
      StoredObject before,
      List<MigratedObject> objects,
      Map<MigratedObject, StoredObject> staying) {
    if (MigratedObject.of(before).mayHaveRows()) {
      List<MigratedObject> noted =
          objects.stream()
              .filter(object -> object.target().equals(before.target()))
              .filter(object -> !object.has(Milestone.ROWS_OF_OTHERS))
              .toList();
      noted.forEach(object -> object.move(Transition.SHARE_TARGET));
      List<StoredObject> next =
          noted.stream().map(object -> noted(object, staying.get(object))).toList();
      if (!next.isEmpty()) {
        repeater.run(() -> state.write(writer, (project, tx) -> tx.putObjects(project, next)));
      }
    }
    repeater.run(() -> state.remove(writer, before.source()));
  }

  /** The note alone: what else is stored must stay that of the rows at the sink. */
  private static StoredObject noted(MigratedObject object, @Nullable StoredObject before) {
    return before == null ? object.stored() : before.withMilestones(object.milestones());
  }

  /** Fails an object that was changed in a way in which it cannot go on. */
  private void require(MigratedObject object, StoredObject before, Set<ObjectName> selected) {
    if (selected.contains(object.source()) && object.has(Milestone.SOURCE_GONE)) {
      replaced(object);
      return;
    }
    if (object.isOut()) {
      return;
    }
    if (selected.contains(object.source())) {
      requireSame(object, before);
    } else {
      missing(object);
    }
  }

  private void missing(MigratedObject object) {
    String unless =
        selection.tables() == TableChoice.WITH_UNIQUE_KEY ? ", or has lost its unique key" : "";
    fail(
        object,
        EngineError.SOURCE_MISSING,
        "the source does not show it any more: it was dropped or renamed, or the account may not"
            + " see it"
            + unless
            + "; exclude it if that is meant");
    repeater.run(ErrorContext.of(object.source()), () -> state.put(writer, object));
  }

  /** Not stored: it ended, and each run finds anew whether the source has its name. */
  private void replaced(MigratedObject object) {
    fail(
        object,
        EngineError.SOURCE_REPLACED,
        "the source dropped or renamed it while it was followed, and has another object of that"
            + " name now; "
            + object.target()
            + " has the rows of the old one: drop it and retry the object, which copies the new one;"
            + " or skip the object");
  }

  private void requireSame(MigratedObject object, StoredObject before) {
    // Not stored: what is stored must stay that of the rows at the sink.
    if (before.kind() != object.kind()) {
      fail(
          object,
          EngineError.SELECTION_CHANGED,
          "it was a "
              + label(before)
              + " and is another kind of object at the source now; take it out of the project for"
              + " one run, drop "
              + object.target()
              + ", and select it again");
    } else if (before.milestones().has(Milestone.CREATED)
        && !before.scope().equals(object.scope())) {
      fail(
          object,
          EngineError.SELECTION_CHANGED,
          "its row filter or its columns were changed after it was created at the sink; take it"
              + " out of the project for one run, drop "
              + object.target()
              + ", and select it again");
    }
  }

  private static String label(StoredObject object) {
    return object.kind().name().toLowerCase(Locale.ROOT);
  }

  private void fail(MigratedObject object, EngineError code, String why) {
    MigrationException error = new MigrationException(code, ErrorContext.of(object.source()), why);
    object.fail(ObjectStatus.FAILED, error);
    reporter.error(error, false);
  }
}
