package io.openoms.core.incremental;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.apply.ApplyTask;
import io.openoms.core.capture.DefinitionChanges;
import io.openoms.core.capture.SchemaHistory;
import io.openoms.core.capture.StatementStops;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.TableShapes;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.core.spool.SpooledDdl;
import io.openoms.core.spool.SpooledDdl.Changed;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DefinitionChange;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredDefinition;
import io.openoms.spi.state.StoredStop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes the sink's tables follow a change of definitions, between two stretches of changes of rows.
 *
 * <p>Invariants: the definitions before and after, and the statement, are stored before the first
 * statement is executed, with the position that they stand at; before each statement the project
 * must prove to be still ours; the position moves behind the change in one transaction with what is
 * known of the table then. So a run that ended anywhere in between finds the change open, and asks
 * the sink's catalog what of it is done: what the table has already is not made again. One thread.
 */
final class DefinitionFollower {

  private final PhaseContext context;
  private final ChangeLog log;
  private final SchemaHistory history;
  private final Repeater repeater;
  private final TableShapes shapes;
  private final StatementStops stops;
  private final SinkAlteration sink;

  DefinitionFollower(
      PhaseContext context, ChangeLog log, SchemaHistory history, Repeater repeater) {
    this.context = context;
    this.log = log;
    this.history = history;
    this.repeater = repeater;
    this.shapes = new TableShapes(context.roles(), context.reads());
    this.stops = new StatementStops(context.state());
    this.sink = new SinkAlteration(context, repeater);
  }

  /**
   * Follows a change. Blocks as long as the sink works on it.
   *
   * @param before how far the log is applied: all before the change
   * @return how far it is applied then
   * @throws MigrationException DDL_NOT_FOLLOWED when the sink cannot follow it
   */
  StoredApply follow(SpoolRecord record, StoredApply before) {
    SpooledDdl ddl = record.ddl().orElseThrow();
    StoredApply after = after(record, before);
    Optional<StoredStop> decided = repeater.ask(() -> stops.decided(ddl.transaction()));
    List<MigratedObject> replaced = replaced(ddl);
    List<MigratedObject> tables =
        ddl.tables().stream().flatMap(changed -> follow(ddl, changed, decided).stream()).toList();
    replaced.forEach(MigratedObject::voidCopyUncaptured);
    repeater.run(
        () ->
            context
                .state()
                .write(
                    ApplyTask.WRITER,
                    (project, tx) -> {
                      tables.forEach(table -> tx.putObject(project, table.stored()));
                      decided.ifPresent(stop -> tx.removeStop(project, ddl.transaction()));
                      tx.putApply(project, after);
                    }));
    if (!replaced.isEmpty()) {
      // The position is behind the change, so the next pass takes them up where it stands.
      context.anew().replace(replaced, List.of(), DefinitionChanges.shown(ddl.statement()));
      context.control().stop();
      context.control().check();
    }
    return after;
  }

  private static StoredApply after(SpoolRecord record, StoredApply before) {
    return new StoredApply(
        before.window(),
        record.end().orElseThrow(),
        0,
        before.spool() + 1,
        before.spoolId(),
        Optional.empty(),
        before.transactions() + 1,
        before.changes(),
        record.upTo());
  }

  /** The table that follows; empty for one that takes no part, or was copied behind the change. */
  private Optional<MigratedObject> find(SpooledDdl ddl, Changed changed) {
    return context.tables().stream()
        .filter(object -> object.source().equals(changed.source()))
        .filter(object -> !isInItsCopy(object, ddl))
        .findFirst();
  }

  private Optional<MigratedObject> follow(
      SpooledDdl ddl, Changed changed, Optional<StoredStop> decided) {
    Optional<MigratedObject> found = find(ddl, changed);
    found.ifPresent(
        table -> {
          context.following().watch().changedAll();
          if (decided.isPresent()) {
            requireConverged(table, ddl);
            orStop(table, ddl, () -> obey(table, ddl, changed, decided.get()));
          } else if (ends(table, ddl, changed)) {
            end(table, ddl, changed);
          } else if (!isReplaced(table, ddl, changed)) {
            requireConverged(table, ddl);
            orStop(table, ddl, () -> change(table, ddl, changed));
          }
        });
    return found;
  }

  /** What cannot be done is for an operator to decide, where it concerns one table alone. */
  private void orStop(MigratedObject table, SpooledDdl ddl, Runnable step) {
    try {
      step.run();
    } catch (MigrationException e) {
      if (e.code() == EngineError.DDL_NOT_FOLLOWED && ddl.tables().size() == 1) {
        repeater.run(
            () ->
                stops.applyStopped(
                    ApplyTask.WRITER,
                    ddl.transaction(),
                    table.source(),
                    DefinitionChanges.shown(ddl.statement())));
      }
      throw e;
    }
  }

  /** The tables whose names others have then: what those have is made and copied anew. */
  private List<MigratedObject> replaced(SpooledDdl ddl) {
    List<MigratedObject> found = new ArrayList<>();
    for (Changed changed : ddl.tables()) {
      find(ddl, changed).filter(table -> isReplaced(table, ddl, changed)).ifPresent(found::add);
    }
    for (MigratedObject table : found) {
      if (!context.anew().mayBegin(table)) {
        throw NotFollowed.refusal(
            table,
            ddl,
            "another table takes its name, and only a run with the phases schema and full copies it"
                + " anew",
            null);
      }
    }
    return found;
  }

  private boolean isReplaced(MigratedObject table, SpooledDdl ddl, Changed changed) {
    return !changed.keepsDefinition()
        && effect(table, ddl, changed).kind() == TableEffect.Kind.REPLACED;
  }

  private void obey(MigratedObject table, SpooledDdl ddl, Changed changed, StoredStop decided) {
    TableDefinition after = definition(table, changed.after());
    DecidedStatement work = new DecidedStatement(context, stops);
    Optional<String> fault =
        repeater.ask(
            NotFollowed.where(table, ddl),
            () ->
                work.obey(
                    table,
                    stops.decided(ddl.transaction()).orElse(decided),
                    context.reads().selected(after),
                    () -> sink.existing(table, ddl)));
    if (fault.isPresent()) {
      throw NotFollowed.refusal(table, ddl, fault.get(), null);
    }
    repeater.run(NotFollowed.where(table, ddl), () -> shapes.followed(table, after));
    work.tell(table, decided, NotFollowed.where(table, ddl));
  }

  private void change(MigratedObject table, SpooledDdl ddl, Changed changed) {
    TableDefinition before = definition(table, changed.before());
    TableEffect effect = effect(table, ddl, changed);
    if (effect.kind() == TableEffect.Kind.REFUSED) {
      TableDefinition now = definition(table, changed.after());
      sink.leaveOut(table, ddl, context.reads().selected(now), effect.reason());
      repeater.run(NotFollowed.where(table, ddl), () -> shapes.followed(table, now));
      return;
    }
    boolean isEmptied = effect.kind() == TableEffect.Kind.EMPTIED;
    if (isEmptied && effect.partitions().isEmpty()) {
      repeater.run(NotFollowed.where(table, ddl), () -> sink.empty(table, ddl));
      return;
    }
    TableDefinition after = definition(table, changed.after());
    sink.make(
        table,
        ddl,
        new DefinitionChange(
            context.reads().selected(before),
            context.reads().selected(after),
            isEmptied ? unchanged(before) : effect.origins(),
            effect.partitions(),
            ddl.at()));
    repeater.run(NotFollowed.where(table, ddl), () -> shapes.followed(table, after));
  }

  private static Map<String, String> unchanged(TableDefinition table) {
    return table.columns().stream()
        .map(ColumnDefinition::name)
        .collect(Collectors.toUnmodifiableMap(name -> name, name -> name));
  }

  private boolean ends(MigratedObject table, SpooledDdl ddl, Changed changed) {
    return changed.keepsDefinition()
        && effect(table, ddl, changed).kind() != TableEffect.Kind.EMPTIED;
  }

  private TableEffect effect(MigratedObject table, SpooledDdl ddl, Changed changed) {
    StoredDefinition before = stored(table, changed.before());
    return log.algebra()
        .orElseThrow()
        .effect(ddl.statement(), history.whole(before), before.text().orElseThrow());
  }

  /**
   * The table takes part no more; what it had is kept at the sink, where nobody asked to drop it.
   */
  private void end(MigratedObject table, SpooledDdl ddl, Changed changed) {
    Optional<ObjectName> name = effect(table, ddl, changed).renamed();
    boolean takesPlace =
        name.filter(to -> ddl.tables().stream().anyMatch(other -> other.source().equals(to)))
            .isPresent();
    String cause =
        takesPlace
            ? "it was put into the place of " + name.get()
            : name.map(
                    to -> "the source renamed it to " + to + ", which joins with a copy of its own")
                .orElse("the source dropped it");
    String what = cause + "; " + table.target() + " stays at the sink as it was then";
    table.warn(List.of(what));
    table.end();
    context
        .reporter()
        .warning(
            name.isPresent() ? WarningCode.TABLE_RENAMED : WarningCode.TABLE_DROPPED,
            NotFollowed.where(table, ddl),
            what);
    context.reporter().object(Phase.INCREMENTAL, table, Optional.of(what));
  }

  private boolean isInItsCopy(MigratedObject table, SpooledDdl ddl) {
    return table.watermarks().low().filter(low -> log.includes(low, ddl.transaction())).isPresent();
  }

  /** Rows that were read at the source again may be later than the change. */
  private static void requireConverged(MigratedObject table, SpooledDdl ddl) {
    if (!table.has(Milestone.CONVERGED)) {
      throw NotFollowed.refusal(
          table,
          ddl,
          "rows of the table were read at the source again, behind the change: drop "
              + table.target()
              + " and retry the table, which copies it anew",
          null);
    }
  }

  private TableDefinition definition(MigratedObject table, long number) {
    return history.whole(stored(table, number));
  }

  private StoredDefinition stored(MigratedObject table, long number) {
    return history
        .find(table.source(), number)
        .orElseThrow(
            () ->
                new MigrationException(
                    EngineError.STATE_DAMAGED,
                    ErrorContext.of(table.source()),
                    "its definition number "
                        + number
                        + " is missing in the stored schema history; drop "
                        + table.target()
                        + " and retry the table, to have it copied anew"));
  }
}
