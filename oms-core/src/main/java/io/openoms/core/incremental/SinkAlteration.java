package io.openoms.core.incremental;

import io.openoms.DdlPolicy;
import io.openoms.IncrementalOptions;
import io.openoms.core.apply.ApplyTask;
import io.openoms.core.capture.DefinitionChanges;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.spool.SpooledDdl;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.DefinitionChange;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one change at one table of the sink, once: each attempt asks the sink's catalog what of it
 * is left to do, and proves that the project is still ours before each statement. One thread.
 */
final class SinkAlteration {

  private static final Logger LOG = LoggerFactory.getLogger(SinkAlteration.class);

  private final PhaseContext context;
  private final Repeater repeater;

  SinkAlteration(PhaseContext context, Repeater repeater) {
    this.context = context;
    this.repeater = repeater;
  }

  /** Removes all rows. Blocks on the sink. */
  void empty(MigratedObject table, SpooledDdl ddl) {
    SchemaStatement statement =
        context
            .roles()
            .schemaTarget()
            .empty(table.target())
            .orElseThrow(() -> NotFollowed.refusal(table, ddl, "the sink empties no tables", null));
    execute(statement);
  }

  /**
   * Makes the change, or requires that the caller made it by hand. Blocks on the sink.
   *
   * @throws MigrationException DDL_NOT_FOLLOWED when the sink cannot follow it
   */
  void make(MigratedObject table, SpooledDdl ddl, DefinitionChange change) {
    if (options().ddlMade().contains(ddl.transaction())) {
      repeater.run(NotFollowed.where(table, ddl), () -> requireMade(table, ddl, change.after()));
    } else {
      alterOrPass(table, ddl, change);
    }
  }

  private IncrementalOptions options() {
    return context.project().phases().incrementalOptions();
  }

  private void alterOrPass(MigratedObject table, SpooledDdl ddl, DefinitionChange change) {
    try {
      repeater.run(NotFollowed.where(table, ddl), () -> alter(table, ddl, change));
    } catch (NotFollowedException e) {
      Optional<String> rule = rule(e);
      boolean mayPass =
          rule.isPresent()
              && keepsColumns(change)
              && change.emptied().isEmpty()
              && repeater.ask(() -> differences(table, ddl, change.after())).isEmpty();
      if (!mayPass) {
        throw e;
      }
      LOG.info("Passes over a change of definitions of {}", table.target(), e);
      pass(table, ddl, rule.get());
    }
  }

  /** By what the caller has it passed over, for people; empty when he does not. */
  private Optional<String> rule(NotFollowedException refusal) {
    return options().ddl() == DdlPolicy.SKIP_UNSUPPORTED
        ? Optional.of("the policy passes over what the sink cannot make")
        : options()
            .ddlSkip(refusal.serverError(), refusal.reason())
            .map(rule -> "it is on the list of what is skipped: " + rule);
  }

  /**
   * Leaves a change out that is not followed as it is, where the caller has listed the reason.
   * Blocks on the sink.
   *
   * @param after what is moved of the table behind the change
   * @throws MigrationException DDL_NOT_FOLLOWED when it is not listed, or the sink's table does not
   *     take the rows that come
   */
  void leaveOut(MigratedObject table, SpooledDdl ddl, TableDefinition after, String reason) {
    NotFollowedException refusal = NotFollowed.refusal(table, ddl, reason, null);
    String rule = rule(refusal).orElseThrow(() -> refusal);
    List<String> unfit =
        repeater.ask(
            NotFollowed.where(table, ddl),
            () -> context.roles().schemaTarget().unfit(existing(table, ddl), after));
    if (!unfit.isEmpty()) {
      throw NotFollowed.refusal(
          table,
          ddl,
          reason + "; " + rule + ", but rows do not fit without it: " + String.join("; ", unfit),
          null);
    }
    pass(table, ddl, rule);
  }

  /** Two columns of one type that take each other's names would give rows wrong values. */
  private static boolean keepsColumns(DefinitionChange change) {
    return names(change.before()).equals(names(change.after()))
        && change.origins().entrySet().stream()
            .allMatch(column -> column.getKey().equals(column.getValue()));
  }

  private static List<String> names(TableDefinition table) {
    return table.columns().stream().map(ColumnDefinition::name).toList();
  }

  /** Rows still fit, so following goes on; what the sink's table lacks is kept with the table. */
  private void pass(MigratedObject table, SpooledDdl ddl, String rule) {
    String what =
        DefinitionChanges.shown(ddl.statement()) + ", which the sink's table lacks, as " + rule;
    table.warn(List.of(what + " (" + ddl.transaction() + ")"));
    context.reporter().warning(WarningCode.DDL_SKIPPED, NotFollowed.where(table, ddl), what);
  }

  private List<String> differences(MigratedObject table, SpooledDdl ddl, TableDefinition after) {
    return context.roles().schemaTarget().differences(existing(table, ddl), after);
  }

  /** The caller's own change must have given the sink's table what rows need. */
  private void requireMade(MigratedObject table, SpooledDdl ddl, TableDefinition after) {
    List<String> differences = differences(table, ddl, after);
    if (!differences.isEmpty()) {
      throw NotFollowed.refusal(
          table, ddl, "the change was not made by hand: " + String.join("; ", differences), null);
    }
  }

  /** The sink's table as it is now. Blocks on the sink. */
  TableDefinition existing(MigratedObject table, SpooledDdl ddl) {
    return context
        .roles()
        .targetCatalog()
        .table(table.target())
        .orElseThrow(
            () -> NotFollowed.refusal(table, ddl, table.target() + " is not at the sink", null));
  }

  /** Each attempt asks the sink's catalog again what is left to do. */
  private void alter(MigratedObject table, SpooledDdl ddl, DefinitionChange change) {
    Conversion plan = plan(table, ddl, change);
    table.warn(plan.notices());
    for (SchemaStatement statement : plan.statements()) {
      try {
        execute(statement);
      } catch (MigrationException e) {
        if (e.isRetryable() || e.code() == EngineError.RUN_STOPPED) {
          throw e;
        }
        // An attempt whose answer was lost may have done it after all.
        if (plan(table, ddl, change).statements().contains(statement)) {
          throw NotFollowed.refusal(table, ddl, "the sink refuses it: " + e.description(), e);
        }
      }
    }
  }

  private Conversion plan(MigratedObject table, SpooledDdl ddl, DefinitionChange change) {
    Conversion plan =
        context
            .planner()
            .follow(table, existing(table, ddl), change)
            .orElseThrow(
                () -> NotFollowed.refusal(table, ddl, "the sink follows no such changes", null));
    if (!plan.faults().isEmpty()) {
      throw NotFollowed.refusal(table, ddl, String.join("; ", plan.faults()), null);
    }
    return plan;
  }

  private void execute(SchemaStatement statement) {
    context.control().check();
    context.state().prove(ApplyTask.WRITER);
    LOG.info("Follows a change of definitions: {}", statement.sql());
    context.roles().schemaTarget().execute(statement);
  }
}
