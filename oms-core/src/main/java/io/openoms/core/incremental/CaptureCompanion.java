package io.openoms.core.incremental;

import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.Companion;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.phase.PhaseRunner;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The incremental phase beside the others: refuses tables that cannot be followed, reviews stored
 * copies, and captures changes from before the first row is read. The coordinating task's.
 */
final class CaptureCompanion implements Companion {

  private final PhaseContext context;
  private final Repeater repeater;
  private final TableAdmission admission;
  private final CaptureControl capture;
  private final Runnable whenTaken;
  private boolean isReviewed;
  private boolean areEqual;

  /**
   * The companion of one run.
   *
   * @param whenTaken called when all tables are refused that cannot be followed
   */
  CaptureCompanion(
      PhaseContext context,
      Repeater repeater,
      TableAdmission admission,
      CaptureControl capture,
      Runnable whenTaken) {
    this.context = context;
    this.repeater = repeater;
    this.admission = admission;
    this.capture = capture;
    this.whenTaken = whenTaken;
  }

  @Override
  public void refuse() {
    admission.refuse(context.tables());
    whenTaken.run();
  }

  /** Once, before the first phase that moves rows. */
  @Override
  public void review(PhaseRunner next) {
    if (isReviewed || !next.movesRows()) {
      return;
    }
    isReviewed = true;
    if (context.entry().isEqual()) {
      context.objects().forEach(object -> object.move(Transition.END_CAPTURE));
      copies(capture.enterAnew()).review(false, true);
      areEqual = true;
      return;
    }
    boolean copies = context.project().phases().contains(Phase.FULL);
    CapturePlan plan = capture.enter();
    requireApplied(plan, context.objects());
    areEqual = !copies && StoredCopies.mayBeEqual(plan, context.objects());
    copies(plan).review(copies, areEqual);
  }

  private StoredCopies copies(CapturePlan plan) {
    return new StoredCopies(
        context, plan, repeater, capture.followsDefinitions(), capture::isChanging);
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

  @Override
  public void start(PhaseRunner next) {
    if (next.movesRows() && !capture.isBegun()) {
      Set<MigratedObject> tables = new LinkedHashSet<>(context.tables());
      List<MigratedObject> others =
          context.objects().stream().filter(object -> !tables.contains(object)).toList();
      capture.begin(List.copyOf(tables), others, areEqual);
    }
  }

  @Override
  public Optional<MigrationException> failure() {
    return capture.failure();
  }

  @Override
  public void end() {
    capture.end();
  }

  @Override
  public void close() {
    capture.close();
  }
}
