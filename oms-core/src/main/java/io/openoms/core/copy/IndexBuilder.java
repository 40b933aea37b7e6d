package io.openoms.core.copy;

import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.table.IndexNames;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.IndexEvent;
import io.openoms.spi.data.SchemaStatement;
import java.util.Optional;
import java.util.Set;

/** Builds a copied table's secondary indexes; those that an earlier run built are left alone. */
final class IndexBuilder {

  private final String writer;
  private final CopyScope scope;

  IndexBuilder(String writer, CopyScope scope) {
    this.writer = writer;
    this.scope = scope;
  }

  /** Builds what is missing and completes the table. */
  void build(TableCopy table) {
    MigratedObject object = table.object();
    try {
      object.lastRowRead(scope.roles().logPosition());
      if (!table.indexes().isEmpty()) {
        object.status(ObjectStatus.INDEXING);
        scope.state().put(writer, object);
        scope.reporter().object(Phase.FULL, object, Optional.empty());
        buildMissing(table);
      }
      object.copyDone();
      scope.state().put(writer, object);
      scope.reporter().object(Phase.FULL, object, Optional.empty());
      scope.queue().finished(table);
    } catch (MigrationException e) {
      scope.control().check();
      scope.failTable(writer, table, e);
    }
  }

  private void buildMissing(TableCopy table) {
    Set<String> present =
        IndexNames.of(scope.roles().targetCatalog().table(table.object().target()));
    for (SchemaStatement index : table.indexes()) {
      scope.control().check();
      if (!IndexNames.contains(present, index.name())) {
        build(table, index);
      }
    }
  }

  private void build(TableCopy table, SchemaStatement index) {
    IndexBuilds.Build build = scope.indexBuilds().begin(table, index);
    IndexEvent.Status end = IndexEvent.Status.FAILED;
    try {
      scope.state().prove(writer);
      scope.roles().schemaTarget().execute(index);
      end = IndexEvent.Status.COMPLETED;
    } catch (MigrationException e) {
      throw e.in(ErrorContext.none().withPosition("index " + index.name()));
    } finally {
      scope.indexBuilds().end(build, end);
    }
  }
}
