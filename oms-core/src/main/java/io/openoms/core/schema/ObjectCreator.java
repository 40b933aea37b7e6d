package io.openoms.core.schema;

import io.openoms.core.error.EngineError;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.TableReads;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.IndexNames;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Executes what creates one object. The intent is stored before the statement, and what stands at
 * the sink is compared, so a restart after a crash in between neither fails nor creates twice.
 */
final class ObjectCreator {

  private final Roles roles;
  private final TableReads reads;
  private final ProjectState state;
  private final String writer;
  private final boolean createDatabases;
  private final boolean indexesNow;

  /**
   * A creator for one task.
   *
   * @param writer the task's bookkeeping row
   * @param indexesNow whether secondary indexes are built at once, because no copy follows
   */
  ObjectCreator(
      Roles roles,
      TableReads reads,
      ProjectState state,
      String writer,
      boolean createDatabases,
      boolean indexesNow) {
    this.roles = roles;
    this.reads = reads;
    this.state = state;
    this.writer = writer;
    this.createDatabases = createDatabases;
    this.indexesNow = indexesNow;
  }

  void createDatabases(List<MigratedObject> objects) {
    if (!createDatabases) {
      return;
    }
    Set<String> present = Set.copyOf(roles.targetCatalog().databases());
    Map<String, String> sources = new LinkedHashMap<>();
    objects.forEach(
        object -> sources.putIfAbsent(object.target().database(), object.source().database()));
    sources.forEach(
        (database, source) -> {
          if (!present.contains(database)) {
            Optional<String> collation = roles.sourceCatalog().collation(source);
            execute(roles.schemaTarget().database(database, collation));
          }
        });
  }

  /** Whether secondary indexes are built at once, because no copy follows. */
  boolean buildsIndexes() {
    return indexesNow;
  }

  /**
   * Creates a table, if it is not there. Its intent is stored.
   *
   * @param existing the table as it stands at the sink
   * @param whole whether it is created with its indexes, as far as the target takes them so
   */
  void createTable(
      MigratedObject object,
      Conversion conversion,
      Optional<TableDefinition> existing,
      boolean whole) {
    boolean atOnce = whole && !conversion.atOnce().isEmpty();
    if (existing.isEmpty()) {
      (atOnce ? conversion.atOnce() : conversion.statements()).forEach(this::execute);
    }
    if (object.ddl().isPresent()) {
      requireColumns(object);
    } else if (existing.isPresent()) {
      requireFit(object, existing.get());
    }
    if (indexesNow && !conversion.afterCopy().isEmpty()) {
      Set<String> present =
          IndexNames.of(
              existing.isEmpty() && atOnce
                  ? roles.targetCatalog().table(object.target())
                  : existing);
      conversion.afterCopy().stream()
          .filter(index -> !IndexNames.contains(present, index.name()))
          .forEach(this::execute);
    }
  }

  private void requireFit(MigratedObject object, TableDefinition existing) {
    List<String> differences =
        roles.schemaTarget().differences(existing, reads.definition(object.source()));
    if (!differences.isEmpty()) {
      throw new MigrationException(
          EngineError.TARGET_MISMATCH,
          ErrorContext.of(object.source()),
          object.target()
              + " stands at the sink with another definition: "
              + String.join("; ", differences));
    }
  }

  /** An edited statement may hold values otherwise, as far as nothing is bent by it. */
  private void requireColumns(MigratedObject object) {
    Optional<TableDefinition> created = roles.targetCatalog().table(object.target());
    TableDefinition source = reads.definition(object.source());
    List<String> missing =
        source.storedColumns().stream()
            .map(ColumnDefinition::name)
            .filter(name -> created.flatMap(table -> table.column(name)).isEmpty())
            .toList();
    if (created.isEmpty() || !missing.isEmpty()) {
      throw new MigrationException(
          EngineError.TARGET_MISMATCH,
          ErrorContext.of(object.source()),
          "the edited statement made "
              + (created.isEmpty()
                  ? "no table " + object.target()
                  : object.target() + " without the columns " + missing));
    }
    List<String> faults = EditedTable.faults(source, created.get());
    if (!faults.isEmpty()) {
      throw new MigrationException(
          EngineError.TARGET_MISMATCH,
          ErrorContext.of(object.source()),
          "the edited statement made a table "
              + object.target()
              + " that cannot hold the source's rows as they are: "
              + String.join("; ", faults)
              + "; drop it there and retry with another statement");
    }
  }

  /** Creates a view, if it is not there. */
  void createView(MigratedObject object, Conversion conversion) {
    if (roles.targetCatalog().view(object.target()).isEmpty()) {
      state.put(writer, object);
      conversion.statements().forEach(this::execute);
    }
  }

  private void execute(SchemaStatement statement) {
    state.prove(writer);
    roles.schemaTarget().execute(statement);
  }
}
