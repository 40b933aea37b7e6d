package io.openoms.core.schema;

import io.openoms.ObjectKind;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.Planner;
import io.openoms.core.plan.TableShape;
import io.openoms.core.plan.TableShapes;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Failures;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.state.Milestone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates the selected objects at the sink: databases, tables, then views until none can be created
 * any more. One object's failure does not stop the others. A task of its own.
 */
final class ObjectCreation implements Runnable {

  private final PhaseContext context;
  private final Planner planner;
  private final ObjectCreator creator;
  private final TableShapes shapes;
  private final Repeater repeater;

  ObjectCreation(PhaseContext context, ObjectCreator creator, Repeater repeater) {
    this.context = context;
    this.planner = context.planner();
    this.creator = creator;
    this.shapes = new TableShapes(context.roles(), context.reads());
    this.repeater = repeater;
  }

  @Override
  public void run() {
    List<MigratedObject> open =
        context.objects().stream().filter(o -> !o.has(Milestone.CREATED) && !o.isOut()).toList();
    repeater.run(() -> creator.createDatabases(open));
    for (MigratedObject table : ofKind(open, ObjectKind.TABLE)) {
      tryTo(table).ifPresent(error -> fail(table, error));
    }
    createViews(repeater.ask(() -> planner.inOrder(ofKind(open, ObjectKind.VIEW))));
  }

  /** A view may read another one by a name that is not known: it is tried again after others. */
  private void createViews(List<MigratedObject> views) {
    List<MigratedObject> left = new ArrayList<>(views);
    boolean progress = true;
    while (progress && !left.isEmpty()) {
      progress = left.removeIf(view -> tryTo(view).isEmpty());
    }
    for (MigratedObject view : left) {
      tryTo(view).ifPresent(error -> fail(view, error));
    }
  }

  private Optional<MigrationException> tryTo(MigratedObject object) {
    context.control().check();
    try {
      create(object);
      return Optional.empty();
    } catch (MigrationException e) {
      context.control().check();
      return Optional.of(e.in(ErrorContext.of(object.source()).withPhase(Phase.SCHEMA)));
    }
  }

  private void create(MigratedObject object) {
    ErrorContext where = ErrorContext.of(object.source());
    // Before the conversion: what is changed meanwhile is found when the copy begins.
    Optional<TableShape> shape = repeater.ask(where, () -> shape(object));
    Conversion conversion = repeater.ask(where, () -> conversion(object));
    object.status(ObjectStatus.CREATING);
    report(object);
    repeater.run(where, () -> creator.create(object, conversion));
    warn(object, conversion);
    shape.ifPresent(source -> repeater.run(where, () -> shapes.made(object, source)));
    object.move(Transition.CREATE);
    object.status(ObjectStatus.CREATED);
    if (object.kind() == ObjectKind.VIEW) {
      object.complete();
    }
    repeater.run(where, () -> context.state().put(SchemaPhase.WRITER, object));
    report(object);
  }

  private Optional<TableShape> shape(MigratedObject object) {
    return object.kind() == ObjectKind.TABLE
        ? Optional.of(shapes.source(object))
        : Optional.empty();
  }

  private Conversion conversion(MigratedObject object) {
    Conversion conversion = EditedStatement.inPlaceOf(planner.conversion(object), object);
    if (!conversion.faults().isEmpty()) {
      throw new MigrationException(
          EngineError.OBJECT_NOT_SUPPORTED,
          ErrorContext.of(object.source()),
          String.join("; ", conversion.faults()));
    }
    return conversion;
  }

  /** What is not as at the source, told once the object stands: a view may take some tries. */
  private void warn(MigratedObject object, Conversion conversion) {
    conversion.notices().forEach(notice -> warn(object, WarningCode.CONVERTED, notice));
    conversion
        .heldBack()
        .forEach(
            sql -> warn(object, WarningCode.HELD_BACK, "held back until the switchover: " + sql));
  }

  private void warn(MigratedObject object, WarningCode code, String sentence) {
    object.warn(List.of(sentence));
    ErrorContext where = ErrorContext.of(object.source()).withPhase(Phase.SCHEMA);
    context.reporter().warning(code, where, sentence);
  }

  private void fail(MigratedObject object, MigrationException error) {
    if (Failures.endsRun(error)) {
      throw error;
    }
    boolean unsupported = error.code() == EngineError.OBJECT_NOT_SUPPORTED;
    object.fail(unsupported ? ObjectStatus.NOT_SUPPORTED : ObjectStatus.FAILED, error);
    repeater.run(
        ErrorContext.of(object.source()), () -> context.state().put(SchemaPhase.WRITER, object));
    context.reporter().error(error, false);
    context.reporter().object(Phase.SCHEMA, object, Optional.of(error.getMessage()));
  }

  private void report(MigratedObject object) {
    context.reporter().object(Phase.SCHEMA, object, Optional.empty());
  }

  private static List<MigratedObject> ofKind(List<MigratedObject> objects, ObjectKind kind) {
    return objects.stream().filter(o -> o.kind() == kind).toList();
  }
}
