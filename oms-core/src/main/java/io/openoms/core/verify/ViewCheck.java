package io.openoms.core.verify;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.ViewVerification;
import io.openoms.ViewVerification.Result;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.Planner;
import io.openoms.core.plan.Roles;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.ViewDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares views by their definitions. Each server words a query in its own way, so the texts of
 * two servers say nothing. The sink is asked what it makes of the source's view: it creates it
 * under a name of its own, shows it and drops it. One thread; blocks.
 */
final class ViewCheck {

  private final PhaseContext context;
  private final Roles roles;
  private final Planner planner;
  private final Repeater repeater;

  ViewCheck(PhaseContext context) {
    this.context = context;
    this.roles = context.roles();
    this.planner = context.planner();
    this.repeater = context.repeater(Phase.VERIFICATION);
  }

  /** Compares all views that no phase has failed and nobody skips. */
  List<ViewVerification> all() {
    List<ViewVerification> found = new ArrayList<>();
    for (MigratedObject view : context.objects()) {
      if (view.kind() == ObjectKind.VIEW && !view.isOut()) {
        context.control().check();
        found.add(look(view));
      }
    }
    return found;
  }

  private ViewVerification look(MigratedObject view) {
    ErrorContext where = ErrorContext.of(view.source()).withPhase(Phase.VERIFICATION);
    try {
      return repeater.ask(where, () -> compare(view));
    } catch (MigrationException e) {
      VerificationJob.requireOwn(e);
      context.reporter().error(e.in(where), false);
      return found(view, Result.UNCOMPARED, List.of(), Optional.of(e));
    }
  }

  private ViewVerification compare(MigratedObject view) {
    Optional<ViewDefinition> there = roles.targetCatalog().view(view.target());
    if (there.isEmpty()) {
      return found(view, Result.MISSING, List.of(), Optional.empty());
    }
    if (view.ddl().isPresent()) {
      return uncompared(view, "it was created by an edited statement");
    }
    ObjectName scratch = ScratchViews.of(context.project().name(), view.target());
    Optional<SchemaStatement> drop = roles.schemaTarget().dropView(scratch);
    if (drop.isEmpty()) {
      return uncompared(view, "the sink does not tell what it makes of a view");
    }
    Conversion conversion = planner.view(view, scratch);
    if (!conversion.faults().isEmpty()) {
      return uncompared(view, String.join("; ", conversion.faults()));
    }
    Optional<ViewDefinition> wanted;
    try {
      wanted = made(conversion, scratch, drop.get());
    } catch (MigrationException e) {
      if (e.isRetryable() || e.code().category() == ErrorCategory.STATE) {
        throw e;
      }
      // The account may only read, and the view may not fit to the sink's tables any more.
      return uncompared(view, "the sink does not make it for the comparison: " + e.description());
    }
    if (wanted.isEmpty()) {
      // An engine that was overtaken may have been at the same view.
      return uncompared(view, "somebody has dropped the one that the sink made for the comparison");
    }
    List<String> differences = differences(there.get(), wanted.get());
    return found(
        view,
        differences.isEmpty() ? Result.EQUAL : Result.DIFFERENT,
        differences,
        Optional.empty());
  }

  /** What the sink makes of a view. One that a killed engine has left is dropped first. */
  private Optional<ViewDefinition> made(
      Conversion conversion, ObjectName scratch, SchemaStatement drop) {
    SchemaTarget target = roles.schemaTarget();
    target.execute(drop);
    try {
      conversion.statements().forEach(target::execute);
      return roles.targetCatalog().view(scratch);
    } finally {
      target.execute(drop);
    }
  }

  private static List<String> differences(ViewDefinition there, ViewDefinition wanted) {
    List<String> found = new ArrayList<>();
    if (!there.columns().equals(wanted.columns())) {
      found.add("its columns are " + there.columns() + ", not " + wanted.columns());
    }
    if (!there.query().equals(wanted.query())) {
      found.add("its query is another one");
    }
    if (!there.checkOption().equals(wanted.checkOption())) {
      found.add("its check option is " + there.checkOption() + ", not " + wanted.checkOption());
    }
    if (there.invoker() != wanted.invoker()) {
      found.add(
          there.invoker()
              ? "it reads with the rights of whoever asks"
              : "it reads with the rights of whoever made it");
    }
    return found;
  }

  private static ViewVerification uncompared(MigratedObject view, String why) {
    return found(view, Result.UNCOMPARED, List.of(why), Optional.empty());
  }

  private static ViewVerification found(
      MigratedObject view, Result result, List<String> notes, Optional<MigrationException> error) {
    return new ViewVerification(
        view.source(),
        view.target(),
        result,
        notes,
        error.map(e -> e.code().name()),
        error.map(MigrationException::getMessage));
  }
}
