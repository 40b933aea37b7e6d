package io.openoms.core.copy;

import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.index.MissingIndexes;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Builds a copied table's secondary indexes; those that an earlier run built are left alone. */
final class IndexBuilder {

  private final String writer;
  private final CopyScope scope;
  private final MissingIndexes missing;

  IndexBuilder(String writer, CopyScope scope) {
    this.writer = writer;
    this.scope = scope;
    this.missing =
        new MissingIndexes(
            scope.roles(), scope.state(), scope.control(), scope.indexBuilds(), writer);
  }

  /** Builds what is missing at the target of those tables, and completes them. */
  void build(List<TableCopy> tables) {
    try {
      tables.forEach(table -> table.object().lastRowRead(scope.roles().highPosition()));
      if (tables.stream().anyMatch(table -> !table.indexes().isEmpty())) {
        tables.forEach(this::begin);
        // Merged tables agree, so each brings the same statements.
        tables.forEach(this::buildOrRetry);
      }
      tables.forEach(this::complete);
    } catch (MigrationException e) {
      scope.control().check();
      tables.forEach(table -> scope.failTable(writer, table, e));
    }
  }

  private void begin(TableCopy table) {
    table.object().status(ObjectStatus.INDEXING);
    scope.store(writer, table);
    scope.reporter().object(Phase.FULL, table.object(), Optional.empty());
  }

  private void complete(TableCopy table) {
    table.object().copyDone();
    scope.store(writer, table);
    scope.reporter().object(Phase.FULL, table.object(), Optional.empty());
    scope.queue().finished(table);
  }

  /** Each attempt looks again which indexes are there: a lost answer may have meant success. */
  private void buildOrRetry(TableCopy table) {
    Attempts attempts = scope.attempts();
    while (true) {
      try {
        missing.build(table.object(), table.indexes());
        return;
      } catch (MigrationException e) {
        scope.control().check();
        OptionalLong delay = attempts.next(e);
        if (delay.isEmpty()) {
          throw e;
        }
        scope
            .reporter()
            .error(e.in(ErrorContext.of(table.object().source()).withPhase(Phase.FULL)), true);
        scope.control().sleep(TimeUnit.NANOSECONDS.toMillis(delay.getAsLong()));
      }
    }
  }
}
