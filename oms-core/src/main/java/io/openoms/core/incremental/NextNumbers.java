package io.openoms.core.incremental;

import io.openoms.ObjectName;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Raises the next number of AUTO_INCREMENT columns at the sink to the source's, when all changes
 * are applied. Rows that came and went leave no trace at the sink, but their numbers must not be
 * given again. A switchover has them raised once before writes are stopped, so that in the end only
 * those are left that were given since. Thread-safe.
 */
final class NextNumbers {

  private final PhaseContext context;
  private final Repeater repeater;

  /** What the source had given when a statement raised the number of a table of the sink. */
  private final Map<ObjectName, Long> raised = new HashMap<>();

  NextNumbers(PhaseContext context, Repeater repeater) {
    this.context = context;
    this.repeater = repeater;
  }

  /** Raises them. Blocks on both servers, a moment a table. */
  synchronized void raise(List<MigratedObject> objects) {
    PhaseContext ahead = context.ahead(objects);
    Map<ObjectName, TableDefinition> highest = new LinkedHashMap<>();
    for (MigratedObject object : objects) {
      repeater.run(ErrorContext.of(object.source()), () -> read(ahead, object, highest));
    }
    SchemaTarget sink = context.roles().schemaTarget();
    highest.forEach(
        (target, table) ->
            repeater.run(
                ErrorContext.of(table.name()),
                () -> {
                  if (holdsEarlierOnes(sink, target, table)
                      || isLower(ahead.roles().targetCatalog().table(target), table)) {
                    sink.nextNumber(table, target).ifPresent(sink::execute);
                    raised.put(target, table.autoIncrement().orElse(0));
                  }
                }));
  }

  /** Nobody has been given a number there since the last statement, so none was put in reserve. */
  private boolean holdsEarlierOnes(SchemaTarget sink, ObjectName target, TableDefinition source) {
    Long before = raised.get(target);
    return sink.holdsNumbersInReserve()
        && (before == null || before != source.autoIncrement().orElse(0));
  }

  /** A statement for each of thousands of tables takes minutes; most have their number already. */
  private static boolean isLower(Optional<TableDefinition> atSink, TableDefinition source) {
    OptionalLong there = atSink.map(TableDefinition::autoIncrement).orElse(OptionalLong.empty());
    return there.isEmpty()
        || Long.compareUnsigned(there.getAsLong(), source.autoIncrement().orElse(0)) < 0;
  }

  /** Tables that are merged share a target: the highest number counts. */
  private static void read(
      PhaseContext ahead, MigratedObject object, Map<ObjectName, TableDefinition> highest) {
    ahead
        .roles()
        .sourceCatalog()
        .table(object.source())
        .map(ahead.reads()::selected)
        .filter(table -> table.columns().stream().anyMatch(ColumnDefinition::autoIncrement))
        .ifPresent(table -> highest.merge(object.target(), table, NextNumbers::higher));
  }

  private static TableDefinition higher(TableDefinition one, TableDefinition other) {
    return Long.compareUnsigned(one.autoIncrement().orElse(0), other.autoIncrement().orElse(0)) < 0
        ? other
        : one;
  }
}
