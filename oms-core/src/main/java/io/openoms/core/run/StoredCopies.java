package io.openoms.core.run;

import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.TableShapes;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Failures;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.state.Watermarks;
import java.util.List;
import java.util.Optional;

/**
 * Judges what earlier runs have copied, before a run that follows goes on with it: a copy behind
 * which changes were passed over is void, and is made anew where the run copies. What cannot be
 * gone on with fails by name, and the other tables go on. One thread.
 */
final class StoredCopies {

  private final RunScope scope;
  private final ProjectState state;
  private final CapturePlan plan;
  private final TableShapes shapes;
  private final Repeater repeater;

  StoredCopies(RunScope scope, ProjectState state, CapturePlan plan) {
    this.scope = scope;
    this.state = state;
    this.plan = plan;
    this.shapes = new TableShapes(scope.roles(), scope.reads());
    this.repeater = scope.repeater(Phase.INCREMENTAL);
  }

  /** Whether tables without a copy may be taken to be equal: the project begins with following. */
  static boolean mayBeEqual(CapturePlan plan, List<MigratedObject> objects) {
    return plan.entered().isEmpty()
        && objects.stream()
            .allMatch(
                object ->
                    object.watermarks().equals(Watermarks.none())
                        && !object.isSplit()
                        && !object.isCopyDone());
  }

  /**
   * Judges those tables. Blocks.
   *
   * @param copies whether this run copies rows
   * @param equal whether tables without a copy are taken to be equal to their sources
   */
  void judge(String writer, List<MigratedObject> tables, boolean copies, boolean equal) {
    for (MigratedObject table : tables) {
      try {
        ErrorContext context = ErrorContext.of(table.source());
        plan.requireDefinition(table);
        repeater.run(context, () -> shapes.require(table));
        if (plan.isVoid(table)) {
          makeVoid(writer, table, copies);
        } else if (!copies && !equal && table.watermarks().equals(Watermarks.none())) {
          throw new MigrationException(
              EngineError.COPY_MISSING,
              context,
              "it joins a project that copies or follows already, and nothing says what rows it"
                  + " has at the sink; run the project with the full phase");
        }
      } catch (MigrationException e) {
        fail(writer, table, e);
      }
    }
  }

  private void makeVoid(String writer, MigratedObject table, boolean copies) {
    ErrorContext context = ErrorContext.of(table.source());
    String why =
        "the project followed without the table since its copy began, so changes of it were passed"
            + " over";
    if (!copies) {
      throw new MigrationException(
          EngineError.COPY_VOID,
          context,
          why + "; run the project with the full phase, which copies the table anew");
    }
    table.copyAnew();
    table.copyVoid();
    repeater.run(context, () -> state.startOver(writer, table));
    scope.reporter().warning("COPIED_ANEW", context, why + ": it is emptied and copied anew");
  }

  private void fail(String writer, MigratedObject table, MigrationException cause) {
    MigrationException error =
        cause.in(ErrorContext.of(table.source()).withPhase(Phase.INCREMENTAL));
    if (Failures.endsRun(error)) {
      throw error;
    }
    table.fail(ObjectStatus.FAILED, error);
    repeater.run(ErrorContext.of(table.source()), () -> state.put(writer, table));
    scope.reporter().error(error, false);
    scope.reporter().object(Phase.INCREMENTAL, table, Optional.of(error.getMessage()));
  }
}
