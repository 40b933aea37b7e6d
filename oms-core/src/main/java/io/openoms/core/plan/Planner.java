package io.openoms.core.plan;

import io.openoms.ObjectKind;
import io.openoms.PlannedObject;
import io.openoms.core.error.EngineError;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.Conversion;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import java.util.List;

/** Says what a run would do with an object; changes nothing. */
public final class Planner {

  private final Roles roles;
  private final TableReads reads;

  /** A planner over those roles. */
  public Planner(Roles roles, TableReads reads) {
    this.roles = roles;
    this.reads = reads;
  }

  /** The plan of one object; what is wrong with it is a fault of the plan. Blocks. */
  public PlannedObject plan(MigratedObject object) {
    try {
      return object.kind() == ObjectKind.TABLE ? table(object) : view(object);
    } catch (MigrationException e) {
      if (e.isRetryable()) {
        throw e;
      }
      Conversion failed =
          new Conversion(List.of(), List.of(), List.of(), List.of(), List.of(e.getMessage()));
      return planned(object, List.of(), failed);
    }
  }

  /** How the sink holds an object. Blocks. */
  public Conversion conversion(MigratedObject object) {
    if (object.kind() == ObjectKind.TABLE) {
      return roles.schemaTarget().convert(reads.definition(object.source()), object.target());
    }
    return roles
        .sourceCatalog()
        .view(object.source())
        .map(view -> roles.schemaTarget().convert(view, object.target()))
        .orElseThrow(
            () ->
                new MigrationException(
                    EngineError.SOURCE_MISSING,
                    ErrorContext.of(object.source()),
                    "the view is not at the source any more"));
  }

  private PlannedObject table(MigratedObject object) {
    TableDefinition table = reads.definition(object.source());
    roles.snapshot().validate(reads.read(table));
    Conversion conversion = roles.schemaTarget().convert(table, object.target());
    return planned(
        object, table.copyKey().stream().map(ColumnDefinition::name).toList(), conversion);
  }

  private PlannedObject view(MigratedObject object) {
    return planned(object, List.of(), conversion(object));
  }

  private PlannedObject planned(MigratedObject object, List<String> key, Conversion conversion) {
    return new PlannedObject(
        object.kind(),
        object.source(),
        object.target(),
        reads.columns(object.source()),
        reads.filter(object.source()),
        object.expectedRows(),
        key,
        conversion.statements().stream().map(SchemaStatement::sql).toList(),
        conversion.afterCopy().stream().map(SchemaStatement::sql).toList(),
        conversion.notices(),
        conversion.heldBack(),
        conversion.faults());
  }
}
