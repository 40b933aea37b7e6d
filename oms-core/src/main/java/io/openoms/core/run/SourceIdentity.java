package io.openoms.core.run;

import io.openoms.ObjectSelection;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a project from taking another one's state for its own, as a second project file of the same
 * name would. A server that took the place of the source is no other source: its log has all that
 * was copied and applied. Before anything is written; one thread.
 */
final class SourceIdentity {

  private final RunContext context;

  SourceIdentity(RunContext context) {
    this.context = context;
  }

  /**
   * Requires that what is stored is of this project.
   *
   * @param apply how far it has followed
   */
  void require(StoredProject stored, Optional<StoredApply> apply) {
    ObjectSelection selection = context.project().selection();
    List<StoredObject> objects = stored.objects();
    if (!objects.isEmpty()
        && objects.stream().noneMatch(object -> selection.covers(object.source()))) {
      throw stop(stored, "it has " + objects.get(0).source() + ", and none that is selected now");
    }
    Optional<String> now = context.source().identity();
    boolean same = now.isEmpty() || stored.sourceId().isEmpty() || now.equals(stored.sourceId());
    if (!same && objects.stream().anyMatch(SourceIdentity::isBegun) && !hasAll(objects, apply)) {
      throw stop(
          stored,
          "it ran with the source "
              + stored.sourceId().get()
              + "; this one is "
              + now.get()
              + ", and its log does not show that it has all that was copied and applied");
    }
  }

  private static boolean isBegun(StoredObject object) {
    return object.milestones().has(Milestone.SPLIT)
        || object.milestones().has(Milestone.COPIED)
        || object.milestones().has(Milestone.LOW_WATERMARK);
  }

  /** Only a run that follows compares positions again, with the log that it opens. */
  private boolean hasAll(List<StoredObject> objects, Optional<StoredApply> apply) {
    Optional<ChangeLog> log = context.roles().changeLog();
    Optional<Position> end = log.flatMap(ChangeLog::current);
    List<Position> needed = new ArrayList<>();
    apply.map(StoredApply::position).ifPresent(needed::add);
    for (StoredObject object : objects) {
      object.milestones().position(Milestone.LOW_WATERMARK).ifPresent(needed::add);
    }
    return context.project().phases().contains(Phase.INCREMENTAL)
        && end.isPresent()
        && !needed.isEmpty()
        && needed.stream().allMatch(position -> log.get().covers(end.get(), position));
  }

  private static MigrationException stop(StoredProject stored, String why) {
    return new MigrationException(
        EngineError.SOURCE_CHANGED,
        ErrorContext.none(),
        "what is stored at the sink under the name "
            + stored.name()
            + " is of another project: "
            + why
            + ". Give this project another name, or release that one first");
  }
}
