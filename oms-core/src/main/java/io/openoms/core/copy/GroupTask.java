package io.openoms.core.copy;

import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.RunLimits;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.SmallTables;
import io.openoms.core.plan.TableShapes;
import io.openoms.core.table.IndexNames;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Failures;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.state.Milestone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes tables ready to be copied together, and has them copied, until none is left. A task of its
 * own; several share a queue.
 */
final class GroupTask implements Runnable {

  private static final long REST_MILLIS = 50;

  private final int number;
  private final GroupScope scope;

  /** One of these tasks, by its number from 0 on. */
  GroupTask(int number, GroupScope scope) {
    this.number = number;
    this.scope = scope;
  }

  @Override
  public void run() {
    try (GroupCopy copy = new GroupCopy(toString(), scope)) {
      for (List<MigratedObject> some = next(); some != null; some = next()) {
        groups(prepare(some)).forEach(copy::copy);
        scope.atWork().decrementAndGet();
      }
    }
  }

  private @Nullable List<MigratedObject> next() {
    while (scope.context().control().isPaused() || (isBeyondLimit() && !scope.queue().isEmpty())) {
      scope.context().control().sleep(REST_MILLIS);
    }
    scope.context().control().check();
    List<MigratedObject> some = scope.queue().poll();
    if (some != null) {
      scope.atWork().incrementAndGet();
    }
    return some;
  }

  private boolean isBeyondLimit() {
    RunLimits limits = scope.limits().now();
    return number >= Math.min(limits.readers(), limits.writers());
  }

  /** Those of the tables that are small, fit, and have an empty table at the sink. */
  private List<SmallTable> prepare(List<MigratedObject> tables) {
    PhaseContext ahead = scope.context().ahead(tables);
    List<SmallTable> ready = new ArrayList<>();
    for (MigratedObject table : tables) {
      scope.context().control().check();
      Optional<SmallTable> small = small(ahead, table);
      small.ifPresentOrElse(ready::add, () -> scope.left().add(table));
    }
    Set<ObjectName> filled =
        scope
            .repeater()
            .ask(
                () ->
                    ahead
                        .roles()
                        .rowSink()
                        .filled(ready.stream().map(table -> table.object().target()).toList()));
    List<SmallTable> empty = new ArrayList<>();
    for (SmallTable table : ready) {
      if (filled.contains(table.object().target())) {
        scope.left().add(table.object());
      } else {
        empty.add(table);
      }
    }
    return empty;
  }

  /** What keeps a table from being copied is told where it is copied alone. */
  private Optional<SmallTable> small(PhaseContext ahead, MigratedObject table) {
    try {
      return scope
          .repeater()
          .ask(ErrorContext.of(table.source()).withPhase(Phase.FULL), () -> ready(ahead, table));
    } catch (MigrationException e) {
      if (Failures.endsRun(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Optional<SmallTable> ready(PhaseContext ahead, MigratedObject table) {
    TableDefinition whole = ahead.reads().whole(table.source());
    TableDefinition definition = ahead.reads().selected(whole);
    Optional<TableDefinition> target = ahead.roles().targetCatalog().table(table.target());
    if (target.isEmpty()
        || scope.targets().sharing(table).size() > 1
        || !scope.sizes().isSmall(table, definition)) {
      return Optional.empty();
    }
    new TableShapes(ahead.roles(), ahead.reads()).require(table, whole, target);
    return Optional.of(
        new SmallTable(
            table,
            GeneratedValues.with(ahead.reads().read(definition), target.get()),
            // A table that the caller made keeps the indexes that the caller gave it.
            !table.has(Milestone.CREATED) || IndexNames.holdsAll(target, definition),
            scope.sizes().chunkRows(definition)));
  }

  /** Bounded by the bytes that they are expected to have. */
  private List<List<SmallTable>> groups(List<SmallTable> tables) {
    List<List<SmallTable>> groups = new ArrayList<>();
    List<SmallTable> group = new ArrayList<>();
    long bytes = 0;
    for (SmallTable table : tables) {
      table.object().status(ObjectStatus.COPYING);
      scope.reporter().object(Phase.FULL, table.object(), Optional.empty());
      if (!group.isEmpty() && bytes + table.expectedBytes() > SmallTables.CHUNK_BYTES) {
        groups.add(group);
        group = new ArrayList<>();
        bytes = 0;
      }
      group.add(table);
      bytes += table.expectedBytes();
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  @Override
  public String toString() {
    return "writer-" + number;
  }
}
