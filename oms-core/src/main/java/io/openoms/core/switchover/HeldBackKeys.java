package io.openoms.core.switchover;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.Planner;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.TableReads;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.state.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The foreign keys that the copy held back. Blocks on the sink, which checks all rows. */
final class HeldBackKeys {

  private final Roles roles;
  private final TableReads reads;
  private final Planner planner;
  private final Repeater repeater;
  private final Optional<SnapshotSource> source;
  private List<Missing> missing = List.of();

  HeldBackKeys(ProjectDefinition forward, Ends ends, Repeater repeater) {
    this.roles = Roles.of(ends.source(), ends.sink(), ends.state());
    this.reads = new TableReads(roles.sourceCatalog(), forward.selection());
    this.planner = new Planner(roles, reads, forward.phases().schemaOptions());
    this.repeater = repeater;
    this.source = ends.source().snapshot();
  }

  /** One that is not there yet. */
  private record Missing(StoredObject table, ForeignKeyDefinition key, String sql) {}

  /**
   * Finds those that are missing, before writes are stopped.
   *
   * @throws MigrationException SWITCHOVER_REFUSED with those that the sink would refuse
   */
  void find(List<StoredObject> objects) {
    missing =
        objects.stream()
            .filter(object -> object.kind() == ObjectKind.TABLE)
            .flatMap(table -> missing(table).stream())
            .toList();
    List<String> broken = missing.stream().filter(this::isBroken).map(HeldBackKeys::text).toList();
    if (!broken.isEmpty()) {
      throw new MigrationException(
          EngineError.SWITCHOVER_REFUSED,
          ErrorContext.none(),
          "rows at the source refer to rows that are not there, so the sink would refuse the foreign"
              + " keys "
              + String.join(", ", broken)
              + "; correct these rows, or leave out the step objects");
    }
  }

  /** Asked of the source: at the sink a row may come before the one that it refers to. */
  private boolean isBroken(Missing one) {
    ObjectName table = one.table().source();
    return repeater.ask(
        ErrorContext.of(table),
        () -> source.map(s -> s.hasOrphans(table, one.key())).orElse(false));
  }

  private static String text(Missing one) {
    return one.key().name() + " of " + one.table().source();
  }

  private List<Missing> missing(StoredObject table) {
    ErrorContext where = ErrorContext.of(table.source());
    List<ForeignKeyDefinition> keys =
        repeater.ask(where, () -> reads.definition(table.source())).foreignKeys();
    if (keys.isEmpty()) {
      return List.of();
    }
    MigratedObject object =
        new MigratedObject(table.kind(), table.source(), table.target(), table.scope(), 0);
    List<String> statements = repeater.ask(where, () -> planner.plan(object).heldBack());
    return IntStream.range(0, statements.size())
        .mapToObj(i -> new Missing(table, keys.get(i), statements.get(i)))
        .filter(one -> repeater.ask(where, () -> !isThere(one)))
        .toList();
  }

  /**
   * Adds those that were found to be missing.
   *
   * @return how many
   */
  int add() {
    for (Missing one : missing) {
      repeater.run(ErrorContext.of(one.table().source()), () -> add(one));
    }
    return missing.size();
  }

  /** An attempt whose answer was lost may have added it. */
  private void add(Missing one) {
    if (!isThere(one)) {
      roles
          .schemaTarget()
          .execute(
              new SchemaStatement(
                  SchemaStatement.Kind.FOREIGN_KEY, one.table().target().name(), one.sql()));
    }
  }

  private boolean isThere(Missing one) {
    return roles.targetCatalog().table(one.table().target()).stream()
        .flatMap(found -> found.foreignKeys().stream())
        .anyMatch(found -> found.columns().equals(one.key().columns()));
  }
}
