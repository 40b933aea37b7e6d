package io.openoms.core.schema;

import io.openoms.ObjectKind;
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
public final class ObjectCreator {

  private final Roles roles;
  private final TableReads reads;
  private final ProjectState state;
  private final boolean createDatabases;
  private final boolean indexesNow;

  /**
   * A creator for one run.
   *
   * @param indexesNow whether secondary indexes are built at once, because no copy follows
   */
  public ObjectCreator(
      Roles roles,
      TableReads reads,
      ProjectState state,
      boolean createDatabases,
      boolean indexesNow) {
    this.roles = roles;
    this.reads = reads;
    this.state = state;
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

  void create(MigratedObject object, Conversion conversion) {
    if (object.kind() == ObjectKind.VIEW) {
      createView(object, conversion);
    } else {
      createTable(object, conversion);
    }
  }

  private void createTable(MigratedObject object, Conversion conversion) {
    Optional<TableDefinition> existing = roles.targetCatalog().table(object.target());
    if (existing.isEmpty()) {
      state.put(SchemaPhase.WRITER, object);
      conversion.statements().forEach(this::execute);
    }
    if (object.ddl().isPresent()) {
      requireColumns(object);
    } else if (existing.isPresent()) {
      requireFit(object, existing.get());
    }
    if (indexesNow) {
      Set<String> present = IndexNames.of(existing);
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

  private void createView(MigratedObject object, Conversion conversion) {
    if (roles.targetCatalog().view(object.target()).isEmpty()) {
      state.put(SchemaPhase.WRITER, object);
      conversion.statements().forEach(this::execute);
    }
  }

  private void execute(SchemaStatement statement) {
    state.prove(SchemaPhase.WRITER);
    roles.schemaTarget().execute(statement);
  }
}
