package io.openoms.core.schema;

import io.openoms.ObjectKind;
import io.openoms.ObjectStatus;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.Planner;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Conversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates views at the sink until none can be created any more: one may read another one by a name
 * that is not known. One view's failure does not stop the others. A task of its own.
 */
final class ViewCreation implements Runnable {

  private final PhaseContext context;
  private final List<MigratedObject> views;
  private final Planner planner;
  private final ObjectCreator creator;
  private final Repeater repeater;
  private final CreationReport report;

  ViewCreation(
      PhaseContext context,
      List<MigratedObject> objects,
      ObjectCreator creator,
      Repeater repeater) {
    this.context = context;
    this.views = objects.stream().filter(object -> object.kind() == ObjectKind.VIEW).toList();
    this.planner = context.planner();
    this.creator = creator;
    this.repeater = repeater;
    this.report = new CreationReport(context, repeater, SchemaPhase.WRITER);
  }

  @Override
  public void run() {
    List<MigratedObject> left = new ArrayList<>(repeater.ask(() -> planner.inOrder(views)));
    boolean progress = true;
    while (progress && !left.isEmpty()) {
      progress = left.removeIf(view -> tryTo(view).isEmpty());
    }
    for (MigratedObject view : left) {
      tryTo(view).ifPresent(error -> report.failed(view, error));
    }
  }

  private Optional<MigrationException> tryTo(MigratedObject view) {
    context.control().check();
    try {
      create(view);
      return Optional.empty();
    } catch (MigrationException e) {
      return Optional.of(report.error(view, e));
    }
  }

  private void create(MigratedObject view) {
    ErrorContext where = ErrorContext.of(view.source());
    Conversion conversion =
        repeater.ask(where, () -> EditedStatement.required(planner.conversion(view), view));
    report.creating(view, conversion);
    repeater.run(where, () -> creator.createView(view, conversion));
    report.conversion(view, conversion);
    view.move(Transition.CREATE);
    view.status(ObjectStatus.CREATED);
    view.complete();
    repeater.run(where, () -> context.state().put(SchemaPhase.WRITER, view));
    report.status(view);
  }
}
