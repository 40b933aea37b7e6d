package io.openoms.core.apply;

import io.openoms.Phase;
import io.openoms.core.index.IndexBuilds;
import io.openoms.core.index.MissingIndexes;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Backoff;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ends the convergence of tables: now that each equals its source, its unique indexes can be built,
 * which proves it; from then on it is strict. One thread.
 */
final class ConvergedTables {

  private final ApplyScope scope;
  private final String writer;
  private final MissingIndexes missing;

  ConvergedTables(ApplyScope scope, String writer) {
    this.scope = scope;
    this.writer = writer;
    IndexBuilds builds = new IndexBuilds(scope.reporter());
    this.missing =
        new MissingIndexes(scope.roles(), scope.state(), scope.control(), builds, writer);
  }

  void complete(List<FollowedTable> tables) {
    for (FollowedTable table : tables) {
      try {
        complete(table);
      } catch (MigrationException e) {
        throw located(table, e);
      }
    }
  }

  /** Each attempt looks again which indexes are there: a lost answer may have meant success. */
  private void buildOrRetry(FollowedTable table) {
    int attempt = 0;
    while (true) {
      try {
        missing.build(table.object(), table.indexes().get());
        return;
      } catch (MigrationException e) {
        scope.control().check();
        if (!e.isRetryable() || attempt >= scope.options().retries()) {
          throw e;
        }
        scope.figures().retried();
        scope.reporter().error(located(table, e), true);
        long delay = Backoff.nanos(scope.options().retryDelay(), attempt++);
        scope.control().sleep(TimeUnit.NANOSECONDS.toMillis(delay));
      }
    }
  }

  private static MigrationException located(FollowedTable table, MigrationException cause) {
    return cause.in(ErrorContext.of(table.object().source()).withPhase(Phase.INCREMENTAL));
  }

  private void complete(FollowedTable table) {
    MigratedObject object = table.object();
    buildOrRetry(table);
    object.converged();
    scope.state().put(writer, object);
    scope.reporter().object(Phase.INCREMENTAL, object, Optional.empty());
  }
}
