package io.openoms.core.incremental;

import io.openoms.ObjectName;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Raises the next number of AUTO_INCREMENT columns at the sink to the source's, when all changes
 * are applied. Rows that came and went leave no trace at the sink, but their numbers must not be
 * given again. Not thread-safe; the coordinating task's.
 */
final class NextNumbers {

  private final PhaseContext context;
  private final Repeater repeater;

  NextNumbers(PhaseContext context, Repeater repeater) {
    this.context = context;
    this.repeater = repeater;
  }

  /** Raises them. Blocks on both servers, a moment a table. */
  void raise(List<MigratedObject> objects) {
    Map<ObjectName, TableDefinition> highest = new LinkedHashMap<>();
    for (MigratedObject object : objects) {
      repeater.run(ErrorContext.of(object.source()), () -> read(object, highest));
    }
    highest.forEach(
        (target, table) ->
            repeater.run(
                ErrorContext.of(table.name()),
                () ->
                    context
                        .roles()
                        .schemaTarget()
                        .nextNumber(table, target)
                        .ifPresent(context.roles().schemaTarget()::execute)));
  }

  /** Tables that are merged share a target: the highest number counts. */
  private void read(MigratedObject object, Map<ObjectName, TableDefinition> highest) {
    context
        .roles()
        .sourceCatalog()
        .table(object.source())
        .map(context.reads()::selected)
        .filter(table -> table.columns().stream().anyMatch(ColumnDefinition::autoIncrement))
        .ifPresent(table -> highest.merge(object.target(), table, NextNumbers::higher));
  }

  private static TableDefinition higher(TableDefinition one, TableDefinition other) {
    return Long.compareUnsigned(one.autoIncrement().orElse(0), other.autoIncrement().orElse(0)) < 0
        ? other
        : one;
  }
}
