package io.openoms.core.precheck;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.core.plan.Followable;
import io.openoms.core.plan.SinkRules;
import io.openoms.core.plan.TableReads;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.List;
import java.util.Optional;

/** FOLLOWABLE: nothing keeps a table's changes from being followed through the source's log. */
record FollowableCheck(ProjectDefinition project, Catalog catalog, ChangeLog log, SinkRules sink)
    implements Precheck {

  private static final String NAME = "FOLLOWABLE";

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (!scope.phases().contains(Phase.INCREMENTAL)) {
      return List.of(PrecheckItem.passed(NAME, "no changes are followed"));
    }
    Followable followable =
        Followable.of(
            List.copyOf(scope.tables().keySet()),
            new TableReads(catalog, project.selection()),
            catalog,
            log,
            project.phases().incrementalOptions(),
            sink);
    List<PrecheckItem> items =
        scope.tables().keySet().stream()
            .map(followable::fault)
            .flatMap(Optional::stream)
            .map(FollowableCheck::item)
            .toList();
    return items.isEmpty()
        ? List.of(PrecheckItem.passed(NAME, scope.tables().size() + " tables"))
        : items;
  }

  private static PrecheckItem item(MigrationException fault) {
    return PrecheckItem.failed(
        NAME,
        fault.context().object().map(Object::toString).orElse("tables"),
        fault.code().name() + ": " + fault.description(),
        "it fails by itself and the others go on; leave it out, or copy it in a project that does"
            + " not follow");
  }
}
