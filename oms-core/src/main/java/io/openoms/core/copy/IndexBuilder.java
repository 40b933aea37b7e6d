package io.openoms.core.copy;

import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.index.MissingIndexes;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.List;
import java.util.Optional;

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
      tables.forEach(this::lastRowRead);
      if (tables.stream().anyMatch(table -> !table.indexes().isEmpty())) {
        tables.forEach(this::begin);
        // Merged tables agree, so each brings the same statements.
        tables.forEach(this::buildMissing);
      }
      tables.forEach(this::complete);
    } catch (MigrationException e) {
      scope.control().check();
      tables.forEach(table -> scope.failTable(writer, table, e));
    }
  }

  private void lastRowRead(TableCopy table) {
    scope
        .repeater()
        .run(
            ErrorContext.of(table.object().source()),
            () -> {
              scope.whenRead().accept(table.object());
              table.object().lastRowRead(scope.roles().highPosition());
            });
  }

  private void begin(TableCopy table) {
    table.object().status(ObjectStatus.INDEXING);
    scope.store(writer, table);
    scope.reporter().object(Phase.FULL, table.object(), Optional.empty());
  }

  private void complete(TableCopy table) {
    table.object().endCopy();
    scope.store(writer, table);
    scope.reporter().object(Phase.FULL, table.object(), Optional.empty());
    scope.queue().finished(table);
  }

  /** Each attempt looks again which indexes are there: a lost answer may have meant success. */
  private void buildMissing(TableCopy table) {
    scope
        .repeater()
        .run(
            ErrorContext.of(table.object().source()),
            () -> missing.build(table.object(), table.indexes()));
  }
}
