package io.openoms.core.apply;

import com.google.common.collect.Lists;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.index.IndexBuilds;
import io.openoms.core.index.MissingIndexes;
import io.openoms.core.plan.CatalogAhead;
import io.openoms.core.table.IndexNames;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.spi.Catalog;
import io.openoms.spi.data.TableDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends the convergence of tables: now that each equals its source, its unique indexes can be built,
 * which proves it; from then on it is strict. One thread.
 */
final class ConvergedTables {

  private static final int TABLES_AT_A_TIME = 100;

  private final ApplyScope scope;
  private final Repeater repeater;
  private final String writer;
  private final MissingIndexes missing;

  ConvergedTables(ApplyScope scope, Repeater repeater, String writer) {
    this.scope = scope;
    this.repeater = repeater;
    this.writer = writer;
    IndexBuilds builds = new IndexBuilds(scope.reporter());
    this.missing =
        new MissingIndexes(scope.roles(), scope.state(), scope.control(), builds, writer);
  }

  void complete(List<FollowedTable> tables) {
    Lists.partition(tables, TABLES_AT_A_TIME).forEach(this::completeSome);
  }

  private void completeSome(List<FollowedTable> tables) {
    Catalog sink =
        new CatalogAhead(
            scope.roles().targetCatalog(),
            tables.stream().map(table -> table.object().target()).toList());
    Set<ObjectName> built = new HashSet<>();
    for (FollowedTable table : tables) {
      scope.control().check();
      // Merged tables share a target: the second one finds what was built for the first one.
      boolean isFirst = built.add(table.object().target());
      repeater.run(
          ErrorContext.of(table.object().source()),
          number -> {
            build(table, number == 0 && isFirst ? sink : scope.roles().targetCatalog());
            return true;
          });
    }
    List<MigratedObject> objects = tables.stream().map(FollowedTable::object).toList();
    objects.forEach(object -> object.move(Transition.CONVERGE));
    repeater.run(() -> scope.state().putAll(writer, objects));
    objects.forEach(object -> scope.reporter().object(Phase.INCREMENTAL, object, Optional.empty()));
  }

  /** A further attempt looks again which indexes are there: a lost answer may mean success. */
  private void build(FollowedTable table, Catalog sink) {
    Optional<TableDefinition> atSink = sink.table(table.object().target());
    if (!IndexNames.holdsAll(atSink, table.read().table())) {
      missing.build(table.object(), table.indexes().get(), atSink);
    }
  }
}
