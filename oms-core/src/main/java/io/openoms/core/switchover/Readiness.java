package io.openoms.core.switchover;

import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.ResolvedSelection;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.SourceRules;
import io.openoms.core.precheck.ForeignTriggers;
import io.openoms.core.precheck.PrecheckRunner;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.RowSink;
import io.openoms.spi.state.StoredObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** Whether a project can be switched over now. Changes nothing. Blocks on both ends. */
final class Readiness {

  private Readiness() {}

  /**
   * Requires that every object has arrived, or was left out by the caller.
   *
   * @throws MigrationException SWITCHOVER_REFUSED with the objects that have not
   */
  static void requireAll(List<StoredObject> objects) {
    List<String> missing =
        objects.stream()
            .filter(object -> !object.status().isFinal() || object.status().isFailure())
            .map(object -> object.source() + " (" + word(object.status()) + ")")
            .toList();
    if (!missing.isEmpty()) {
      throw refused("objects have not arrived: " + String.join(", ", missing));
    }
  }

  private static String word(ObjectStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Requires that the other direction's prechecks pass.
   *
   * @param next the project of that direction
   * @param state where it keeps its state
   * @throws MigrationException SWITCHOVER_REFUSED with those that fail
   */
  static void requirePath(
      ProjectDefinition next,
      EndpointSession written,
      EndpointSession follows,
      EndpointSession state) {
    List<String> faults = pathFaults(next, written, follows, state);
    if (!faults.isEmpty()) {
      throw refused(String.join("; ", faults));
    }
  }

  /** What keeps the other direction from working. */
  static List<String> pathFaults(
      ProjectDefinition next,
      EndpointSession written,
      EndpointSession follows,
      EndpointSession state) {
    Roles roles = Roles.of(written, follows, state);
    roles.requireLog();
    // Nothing is created or copied: the objects are there, and have rows.
    ProjectDefinition following =
        next.withPhases(next.phases().only(EnumSet.of(Phase.INCREMENTAL)));
    ProjectDefinition compared = SourceRules.of(following, written);
    ResolvedSelection selected = roles.resolve(compared.selection());
    List<String> faults = new ArrayList<>(triggers(selected, follows));
    PrecheckRunner.run(compared, written, follows, selected).items().stream()
        .filter(item -> item.status() == PrecheckItem.Status.FAILED)
        .map(i -> i.check() + ": " + i.subject() + ": " + i.cause() + "; " + i.advice())
        .forEach(faults::add);
    return faults;
  }

  /** A trigger would run once more for what we write; what it does is captured already. */
  private static List<String> triggers(ResolvedSelection selected, EndpointSession follows) {
    if (!follows.rowSink().map(RowSink::runsTriggers).orElse(true)) {
      return List.of();
    }
    List<ObjectName> targets =
        selected.objects().stream().map(MigratedObject::target).distinct().toList();
    List<String> triggers = ForeignTriggers.of(targets, follows);
    return triggers.isEmpty()
        ? List.of()
        : List.of(
            "triggers would run for the rows that are written there: "
                + String.join(", ", triggers)
                + "; drop them, and keep their statements for the day on which applications write"
                + " there again");
  }

  private static MigrationException refused(String why) {
    return new MigrationException(
        EngineError.SWITCHOVER_REFUSED, ErrorContext.none().withPhase(Phase.SWITCHOVER), why);
  }
}
