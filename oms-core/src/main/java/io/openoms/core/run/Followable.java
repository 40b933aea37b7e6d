package io.openoms.core.run;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.TableReads;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.ForeignKeyDefinition;
import java.util.Optional;
import java.util.Set;

/** Which tables cannot be followed through the source's log, and why. */
final class Followable {

  private static final Set<String> WITHOUT_EFFECT = Set.of(ForeignKeyDefinition.NO_ACTION, "");

  private final TableReads reads;
  private final Catalog catalog;
  private final ChangeLog log;

  Followable(TableReads reads, Catalog catalog, ChangeLog log) {
    this.reads = reads;
    this.catalog = catalog;
    this.log = log;
  }

  /** What keeps a table from being followed; empty when nothing does. Blocks. */
  Optional<MigrationException> fault(ObjectName table) {
    if (reads.filter(table).isPresent()) {
      return Optional.of(
          error(
              table,
              EngineError.FILTER_NOT_FOLLOWED,
              "its row filter cannot be asked of the changes in a log; migrate it without the"
                  + " filter, or in a project without the incremental phase"));
    }
    return log.holdsCascades() ? Optional.empty() : cascade(table);
  }

  private Optional<MigrationException> cascade(ObjectName table) {
    return catalog.table(table).stream()
        .flatMap(definition -> definition.foreignKeys().stream())
        .filter(Followable::changesRows)
        .findFirst()
        .map(
            key ->
                error(
                    table,
                    EngineError.CASCADES_NOT_LOGGED,
                    "its foreign key "
                        + key.name()
                        + " (ON DELETE "
                        + key.onDelete()
                        + ", ON UPDATE "
                        + key.onUpdate()
                        + ") changes rows without a trace in this source's log; MySQL logs such"
                        + " changes from 9.6 on"));
  }

  private static boolean changesRows(ForeignKeyDefinition key) {
    return !WITHOUT_EFFECT.contains(key.onDelete()) || !WITHOUT_EFFECT.contains(key.onUpdate());
  }

  private static MigrationException error(ObjectName table, EngineError code, String what) {
    return new MigrationException(code, ErrorContext.of(table).withPhase(Phase.INCREMENTAL), what);
  }
}
