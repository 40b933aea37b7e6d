package io.openoms.core.schema;

import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.phase.PhaseKind;
import io.openoms.core.phase.PhaseRunner;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.spi.state.Milestone;
import java.util.List;

/**
 * The schema phase: creates the selected objects at the sink. Methods are the coordinating task's.
 */
public final class SchemaPhase implements PhaseRunner {

  /** The phase, as the run knows it. */
  public static final PhaseKind KIND =
      new PhaseKind(Phase.SCHEMA, project -> List.of(SchemaPhase.WRITER), SchemaPhase::new);

  static final String WRITER = "schema";

  private final PhaseContext context;
  private final boolean isCopyNext;

  private SchemaPhase(PhaseContext context) {
    this.context = context;
    this.isCopyNext = context.project().phases().contains(Phase.FULL);
  }

  @Override
  public Phase phase() {
    return Phase.SCHEMA;
  }

  @Override
  public boolean isDone() {
    return context.isDoneFor(object -> object.has(Milestone.CREATED));
  }

  @Override
  public boolean movesRows() {
    return false;
  }

  @Override
  public long rows() {
    return 0;
  }

  @Override
  public void run() {
    Repeater repeater = context.repeater(Phase.SCHEMA);
    ObjectCreator creator =
        new ObjectCreator(
            context.roles(),
            context.reads(),
            context.state(),
            context.project().phases().schemaOptions().createDatabases(),
            !isCopyNext);
    TaskGroup group = context.tasks().group();
    group.start("schema", new ObjectCreation(context, creator, repeater));
    group.await();
    if (!isCopyNext) {
      context.objects().stream()
          .filter(object -> object.status() == ObjectStatus.CREATED)
          .forEach(object -> complete(object, repeater));
    }
  }

  /** Without a copy, an object that exists at the sink is all that was asked for. */
  private void complete(MigratedObject object, Repeater repeater) {
    object.complete();
    repeater.run(
        ErrorContext.of(object.source()), () -> context.state().put(PhaseContext.WRITER, object));
  }
}
