package io.openoms.core.schema;

import com.google.common.collect.Lists;
import io.openoms.ObjectKind;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.phase.PhaseKind;
import io.openoms.core.phase.PhaseRunner;
import io.openoms.core.plan.SmallTables;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.Milestone;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * The schema phase: creates the selected objects at the sink. Methods are the coordinating task's.
 */
public final class SchemaPhase implements PhaseRunner {

  /** The phase, as the run knows it. */
  public static final PhaseKind KIND =
      new PhaseKind(Phase.SCHEMA, SchemaPhase::writers, SchemaPhase::new);

  static final String WRITER = "schema";

  /** Few, so that not many tables wait for the one that takes long. */
  private static final int TABLES_AT_A_TIME = 50;

  private final PhaseContext context;
  private final boolean isCopyNext;

  private SchemaPhase(PhaseContext context) {
    this.context = context;
    this.isCopyNext = context.project().phases().contains(Phase.FULL);
  }

  private static List<String> writers(ProjectDefinition project) {
    List<String> names = new ArrayList<>(tableWriters(project));
    names.add(WRITER);
    return names;
  }

  /** As many tasks as write rows later. */
  private static List<String> tableWriters(ProjectDefinition project) {
    return IntStream.range(0, project.phases().fullOptions().writers())
        .mapToObj(i -> WRITER + "-" + i)
        .toList();
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
    List<MigratedObject> open =
        context.objects().stream().filter(o -> !o.has(Milestone.CREATED) && !o.isOut()).toList();
    ObjectCreator creator = creator(WRITER);
    inOneTask(() -> repeater.run(() -> creator.createDatabases(open)));
    createTables(open, repeater);
    inOneTask(new ViewCreation(context, open, creator, repeater));
    if (!isCopyNext) {
      context.objects().stream()
          .filter(object -> object.status() == ObjectStatus.CREATED)
          .forEach(object -> complete(object, repeater));
    }
  }

  private ObjectCreator creator(String writer) {
    return new ObjectCreator(
        context.roles(),
        context.reads(),
        context.state(),
        writer,
        context.project().phases().schemaOptions().createDatabases(),
        !isCopyNext);
  }

  private void inOneTask(Runnable work) {
    TaskGroup group = context.tasks().group();
    group.start("schema", work);
    group.await();
  }

  /** Side by side: a server spends most of a table's creation waiting for itself. */
  private void createTables(List<MigratedObject> open, Repeater repeater) {
    Queue<List<MigratedObject>> slices = slices(open);
    SmallTables small = repeater.ask(context::smallTables);
    TaskGroup group = context.tasks().group();
    List<String> writers = tableWriters(context.project());
    for (String writer : writers.subList(0, Math.min(slices.size(), writers.size()))) {
      group.start(
          "schema", new TableCreation(context, slices, writer, creator(writer), repeater, small));
    }
    group.await();
  }

  /** Tables that are merged are one after another: the first one creates what they share. */
  private Queue<List<MigratedObject>> slices(List<MigratedObject> open) {
    List<MigratedObject> tables =
        open.stream().filter(object -> object.kind() == ObjectKind.TABLE).toList();
    List<MigratedObject> merged =
        tables.stream().filter(table -> context.reads().isMerged(table.source())).toList();
    List<MigratedObject> others =
        tables.stream().filter(table -> !context.reads().isMerged(table.source())).toList();
    Queue<List<MigratedObject>> slices =
        new ConcurrentLinkedQueue<>(Lists.partition(others, TABLES_AT_A_TIME));
    if (!merged.isEmpty()) {
      slices.add(merged);
    }
    return slices;
  }

  /** Without a copy, an object that exists at the sink is all that was asked for. */
  private void complete(MigratedObject object, Repeater repeater) {
    object.complete();
    repeater.run(
        ErrorContext.of(object.source()), () -> context.state().put(PhaseContext.WRITER, object));
  }
}
