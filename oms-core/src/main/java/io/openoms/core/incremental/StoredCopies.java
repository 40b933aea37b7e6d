package io.openoms.core.incremental;

import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.TableShapes;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Failures;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.Watermarks;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reviews the copies of earlier runs, before a run that follows continues with them. A copy is void
 * if changes after it were skipped; a run that copies makes it anew. A table that cannot continue
 * fails with its own error, and the others continue. One thread.
 */
final class StoredCopies {

  private final PhaseContext context;
  private final CapturePlan plan;
  private final Repeater repeater;
  private final boolean follows;
  private final Predicate<MigratedObject> isChanging;

  /**
   * The copies of one run.
   *
   * @param follows whether changes of definitions are followed
   * @param isChanging whether a change of a table's definition is read and not yet made at the sink
   */
  StoredCopies(
      PhaseContext context,
      CapturePlan plan,
      Repeater repeater,
      boolean follows,
      Predicate<MigratedObject> isChanging) {
    this.context = context;
    this.plan = plan;
    this.follows = follows;
    this.isChanging = isChanging;
    this.repeater = repeater;
  }

  /** Whether tables without a copy may be taken to be equal: the project begins with following. */
  static boolean mayBeEqual(CapturePlan plan, List<MigratedObject> objects) {
    return plan.entered().isEmpty()
        && objects.stream()
            .allMatch(
                object ->
                    object.watermarks().equals(Watermarks.none())
                        && !object.has(Milestone.SPLIT)
                        && !object.has(Milestone.COPIED));
  }

  /**
   * Reviews the tables of the run. Blocks.
   *
   * @param copies whether this run copies rows
   * @param equal whether tables without a copy are taken to be equal to their sources
   */
  void review(boolean copies, boolean equal) {
    PhaseContext ahead = context.ahead(context.tables());
    TableShapes shapes = new TableShapes(ahead.roles(), ahead.reads());
    for (MigratedObject table : context.tables()) {
      try {
        ErrorContext where = ErrorContext.of(table.source());
        plan.requireDefinition(table);
        if (!copies || isBegun(table)) {
          repeater.run(where, () -> requireShapes(shapes, table));
        }
        if (plan.isVoid(table)) {
          makeVoid(table, copies);
        } else if (!copies && !equal && table.watermarks().equals(Watermarks.none())) {
          throw new MigrationException(
              EngineError.COPY_MISSING,
              where,
              "it joins a project that copies or follows already, and nothing says what rows it"
                  + " has at the sink; run the project with the full phase");
        }
      } catch (MigrationException e) {
        fail(table, e);
      }
    }
  }

  /** The copy looks at any other table itself, before it reads a row of it. */
  private static boolean isBegun(MigratedObject table) {
    return table.has(Milestone.SPLIT)
        || table.capturedSince().isPresent()
        || !table.watermarks().equals(Watermarks.none());
  }

  /**
   * Of a table whose changes are followed, those of its definition, too, the log tells the source's
   * definition; where such a change is open, the sink's may be in between. A table that is being
   * copied begins anew behind such a change.
   */
  private void requireShapes(TableShapes shapes, MigratedObject table) {
    boolean isTold =
        follows
            && plan.stays(table)
            && (table.has(Milestone.HIGH_WATERMARK) || context.anew().isPossible());
    if (!isTold) {
      shapes.require(table);
    } else if (!isChanging.test(table)) {
      shapes.requireTarget(table);
    }
  }

  private void makeVoid(MigratedObject table, boolean copies) {
    ErrorContext where = ErrorContext.of(table.source());
    String why =
        "the project followed without the table since its copy began, so changes of it were passed"
            + " over";
    if (!copies) {
      throw new MigrationException(
          EngineError.COPY_VOID,
          where,
          why + "; run the project with the full phase, which copies the table anew");
    }
    table.voidCopy();
    repeater.run(where, () -> context.state().startOver(PhaseContext.WRITER, table));
    context
        .reporter()
        .warning(WarningCode.COPIED_ANEW, where, why + ": it is emptied and copied anew");
  }

  private void fail(MigratedObject table, MigrationException cause) {
    MigrationException error =
        cause.in(ErrorContext.of(table.source()).withPhase(Phase.INCREMENTAL));
    if (Failures.endsRun(error)) {
      throw error;
    }
    table.fail(ObjectStatus.FAILED, error);
    repeater.run(
        ErrorContext.of(table.source()), () -> context.state().put(PhaseContext.WRITER, table));
    context.reporter().error(error, false);
    context.reporter().object(Phase.INCREMENTAL, table, Optional.of(error.getMessage()));
  }
}
