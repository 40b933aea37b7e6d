package io.openoms.core.schema;

import io.openoms.ObjectStatus;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.Planner;
import io.openoms.core.plan.SmallTables;
import io.openoms.core.plan.TableShape;
import io.openoms.core.plan.TableShapes;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Creates tables at the sink, some at a time: definitions at both ends are read with few questions,
 * and what is stored of them is stored together. Each statement is one table's, and so is its
 * failure. A task of its own; several share a queue.
 */
final class TableCreation implements Runnable {

  private final PhaseContext context;
  private final Queue<List<MigratedObject>> queue;
  private final String writer;
  private final ObjectCreator creator;
  private final Repeater repeater;
  private final SmallTables small;
  private final CreationReport report;

  /** A table that is about to be created. */
  private record Draft(MigratedObject object, TableShape shape, Conversion conversion) {

    ErrorContext where() {
      return ErrorContext.of(object.source());
    }
  }

  private interface Step {
    void run();
  }

  TableCreation(
      PhaseContext context,
      Queue<List<MigratedObject>> queue,
      String writer,
      ObjectCreator creator,
      Repeater repeater,
      SmallTables small) {
    this.context = context;
    this.queue = queue;
    this.writer = writer;
    this.creator = creator;
    this.repeater = repeater;
    this.small = small;
    this.report = new CreationReport(context, repeater, writer);
  }

  @Override
  public void run() {
    for (List<MigratedObject> some = queue.poll(); some != null; some = queue.poll()) {
      create(some);
    }
  }

  private void create(List<MigratedObject> tables) {
    PhaseContext before = context.ahead(tables);
    List<Draft> drafts = new ArrayList<>();
    for (MigratedObject table : tables) {
      tryTo(table, () -> drafts.add(draft(before, table)));
    }
    drafts.forEach(draft -> report.creating(draft.object(), draft.conversion()));
    repeater.run(() -> context.state().putAll(writer, drafts.stream().map(Draft::object).toList()));
    List<Draft> standing = new ArrayList<>();
    for (Draft draft : drafts) {
      tryTo(
          draft.object(),
          () -> {
            execute(before, draft);
            standing.add(draft);
          });
    }
    end(standing);
  }

  private void tryTo(MigratedObject table, Step step) {
    context.control().check();
    try {
      step.run();
    } catch (MigrationException e) {
      report.failed(table, report.error(table, e));
    }
  }

  private Draft draft(PhaseContext ahead, MigratedObject table) {
    ErrorContext where = ErrorContext.of(table.source());
    // Before the conversion: what is changed meanwhile is found when the copy begins.
    TableShape shape =
        repeater.ask(where, () -> new TableShapes(ahead.roles(), ahead.reads()).source(table));
    Planner planner = ahead.planner();
    Conversion conversion =
        repeater.ask(where, () -> EditedStatement.required(planner.conversion(table), table));
    return new Draft(table, shape, conversion);
  }

  /** An attempt whose answer was lost may have made the table: a further one looks again. */
  private void execute(PhaseContext before, Draft draft) {
    MigratedObject table = draft.object();
    repeater.run(
        draft.where(),
        number -> {
          // Of tables that are merged, an earlier one may have made it just now.
          boolean mayAhead = number == 0 && !before.reads().isMerged(table.source());
          Optional<TableDefinition> existing =
              (mayAhead ? before : context).roles().targetCatalog().table(table.target());
          TableDefinition definition = before.reads().definition(table.source());
          boolean whole = creator.buildsIndexes() || small.isSmall(table, definition);
          creator.createTable(table, draft.conversion(), existing, whole);
          return true;
        });
  }

  private void end(List<Draft> drafts) {
    PhaseContext after = context.ahead(drafts.stream().map(Draft::object).toList());
    TableShapes shapes = new TableShapes(after.roles(), after.reads());
    List<MigratedObject> created = new ArrayList<>();
    for (Draft draft : drafts) {
      tryTo(
          draft.object(),
          () -> {
            report.conversion(draft.object(), draft.conversion());
            repeater.run(draft.where(), () -> shapes.made(draft.object(), draft.shape()));
            draft.object().move(Transition.CREATE);
            draft.object().status(ObjectStatus.CREATED);
            created.add(draft.object());
          });
    }
    repeater.run(() -> context.state().putAll(writer, created));
    created.forEach(report::status);
  }
}
