package io.openoms.core.apply;

import io.openoms.Phase;
import io.openoms.core.index.IndexBuilds;
import io.openoms.core.index.MissingIndexes;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import java.util.List;
import java.util.Optional;

/**
 * Ends the convergence of tables: now that each equals its source, its unique indexes can be built,
 * which proves it; from then on it is strict. One thread.
 */
final class ConvergedTables {

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
    for (FollowedTable table : tables) {
      repeater.run(ErrorContext.of(table.object().source()), () -> complete(table));
    }
  }

  /** Each attempt looks again which indexes are there: a lost answer may have meant success. */
  private void complete(FollowedTable table) {
    MigratedObject object = table.object();
    missing.build(object, table.indexes().get());
    object.move(Transition.CONVERGE);
    scope.state().put(writer, object);
    scope.reporter().object(Phase.INCREMENTAL, object, Optional.empty());
  }
}
