package io.openoms.core.apply;

import io.openoms.Phase;
import io.openoms.core.table.IndexNames;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.IndexEvent;
import io.openoms.spi.data.SchemaStatement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends the convergence of tables: now that each equals its source, its unique indexes can be built,
 * which proves it; from then on it is strict. One thread.
 */
final class ConvergedTables {

  private final ApplyScope scope;
  private final String writer;

  ConvergedTables(ApplyScope scope, String writer) {
    this.scope = scope;
    this.writer = writer;
  }

  void complete(List<FollowedTable> tables) {
    for (FollowedTable table : tables) {
      try {
        complete(table);
      } catch (MigrationException e) {
        throw e.in(ErrorContext.of(table.object().source()).withPhase(Phase.INCREMENTAL));
      }
    }
  }

  private void complete(FollowedTable table) {
    MigratedObject object = table.object();
    Set<String> present = IndexNames.of(scope.roles().targetCatalog().table(object.target()));
    for (SchemaStatement index : table.indexes().get()) {
      scope.control().check();
      if (!IndexNames.contains(present, index.name())) {
        build(object, index);
      }
    }
    object.converged();
    scope.state().put(writer, object);
    scope.reporter().object(Phase.INCREMENTAL, object, Optional.empty());
  }

  private void build(MigratedObject object, SchemaStatement index) {
    long began = System.nanoTime();
    report(object, index, IndexEvent.Status.BUILDING, began);
    IndexEvent.Status end = IndexEvent.Status.FAILED;
    try {
      scope.state().prove(writer);
      scope.roles().schemaTarget().execute(index);
      end = IndexEvent.Status.COMPLETED;
    } catch (MigrationException e) {
      throw e.in(ErrorContext.none().withPosition("index " + index.name()));
    } finally {
      report(object, index, end, began);
    }
  }

  private void report(
      MigratedObject object, SchemaStatement index, IndexEvent.Status status, long began) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    scope.reporter().index(object, index.name(), index.sql(), status, elapsed);
  }
}
