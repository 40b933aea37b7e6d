package io.openoms.core.switchover;

import io.openoms.ObjectKind;
import io.openoms.core.plan.Planner;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.TableReads;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.state.StoredObject;
import java.util.List;

/** The foreign keys that the copy held back. Blocks on the sink, which checks all rows. */
final class HeldBackKeys {

  private final Roles roles;
  private final TableReads reads;
  private final Planner planner;
  private final Repeater repeater;

  HeldBackKeys(ProjectDefinition forward, Ends ends, Repeater repeater) {
    this.roles = Roles.of(ends.source(), ends.sink(), ends.state());
    this.reads = new TableReads(roles.sourceCatalog(), forward.selection());
    this.planner = new Planner(roles, reads, forward.phases().schemaOptions());
    this.repeater = repeater;
  }

  /**
   * Adds those that are missing.
   *
   * @return how many were added
   */
  int add(List<StoredObject> objects) {
    int added = 0;
    for (StoredObject table : objects) {
      if (table.kind() == ObjectKind.TABLE) {
        added += add(table);
      }
    }
    return added;
  }

  private int add(StoredObject table) {
    ErrorContext where = ErrorContext.of(table.source());
    List<ForeignKeyDefinition> keys =
        repeater.ask(where, () -> reads.definition(table.source())).foreignKeys();
    if (keys.isEmpty()) {
      return 0;
    }
    MigratedObject object =
        new MigratedObject(table.kind(), table.source(), table.target(), table.scope(), 0);
    List<String> statements = repeater.ask(where, () -> planner.plan(object).heldBack());
    int added = 0;
    for (int i = 0; i < statements.size(); i++) {
      String sql = statements.get(i);
      ForeignKeyDefinition key = keys.get(i);
      added += repeater.ask(where, () -> add(table, key, sql));
    }
    return added;
  }

  /** An attempt whose answer was lost may have added it. */
  private int add(StoredObject table, ForeignKeyDefinition key, String sql) {
    boolean there =
        roles.targetCatalog().table(table.target()).stream()
            .flatMap(found -> found.foreignKeys().stream())
            .anyMatch(found -> found.columns().equals(key.columns()));
    if (!there) {
      roles
          .schemaTarget()
          .execute(
              new SchemaStatement(
                  SchemaStatement.Kind.FOREIGN_KEY, table.target().name(), sql));
    }
    return there ? 0 : 1;
  }
}
