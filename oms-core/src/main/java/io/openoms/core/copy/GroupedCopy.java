package io.openoms.core.copy;

import com.google.common.collect.Lists;
import io.openoms.FullOptions;
import io.openoms.ObjectName;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.SmallTables;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.TaskGroup;
import io.openoms.spi.Delivery;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.state.Milestone;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Copies small tables, many in one transaction of the sink: rows, their state, and the proof of
 * ownership. Nothing is stored before, so after a crash either all of a group is there or nothing.
 * What it does not copy, or cannot, is left to the copy by chunks. The coordinating task's.
 */
final class GroupedCopy {

  /** Tables whose definitions are read together, and at the most so many are one transaction. */
  private static final int TABLES_AT_A_TIME = 100;

  private final PhaseContext context;
  private final Repeater repeater;
  private final SmallTables sizes;
  private final AtomicInteger atWork = new AtomicInteger();

  GroupedCopy(PhaseContext context, Repeater repeater, SmallTables sizes) {
    this.context = context;
    this.repeater = repeater;
    this.sizes = sizes;
  }

  /** Whether no group is under way. */
  boolean isIdle() {
    return atWork.get() == 0;
  }

  /**
   * Copies those of the tables that it can. Blocks to the end.
   *
   * @return the others, in their order
   */
  List<MigratedObject> copy(List<MigratedObject> tables) {
    List<MigratedObject> some = candidates(tables);
    if (some.isEmpty()) {
      return tables;
    }
    Queue<MigratedObject> left = new ConcurrentLinkedQueue<>();
    FullOptions options = context.project().phases().fullOptions();
    GroupScope scope =
        new GroupScope(
            context,
            repeater,
            sizes,
            new Targets(context.objects()),
            new ConcurrentLinkedQueue<>(Lists.partition(some, TABLES_AT_A_TIME)),
            left,
            new RowBatches(new BatchLimits(options.batchRows(), options.batchBytes())),
            atWork);
    context.tasks().restartClock();
    TaskGroup copying = context.tasks().group();
    for (int i = 0; i < Math.min(options.readers(), options.writers()); i++) {
      copying.start("writer", new GroupTask(i, scope));
    }
    copying.await();
    context.control().check();
    Set<MigratedObject> others = new HashSet<>(tables);
    others.removeAll(some);
    others.addAll(left);
    return tables.stream().filter(others::contains).toList();
  }

  /** By what is known without a look at their definitions. */
  private List<MigratedObject> candidates(List<MigratedObject> tables) {
    if (context.roles().rowSink().delivery() != Delivery.TRANSACTIONAL) {
      return List.of();
    }
    Set<ObjectName> begun = repeater.ask(context.state()::chunked);
    return tables.stream()
        .filter(table -> !table.has(Milestone.SPLIT) && !table.has(Milestone.COPY_VOID))
        .filter(table -> !begun.contains(table.source()))
        .filter(table -> table.expectedRows() <= SmallTables.MAX_CHUNK_ROWS)
        .toList();
  }
}
