package io.openoms.core.copy;

import io.openoms.FullOptions;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.index.IndexBuilds;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.SmallTables;
import io.openoms.core.plan.TableShapes;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Failures;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StoredChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The copy of one run: small tables first, many together. Then one task prepares the others, and
 * readers and writers work until every table is done or failed. Where it enters is decided by the
 * stored state alone. The coordinating task's.
 */
final class TablesCopy {

  private final PhaseContext context;
  private final FullOptions options;
  private final Repeater repeater;
  private final SmallTables sizes;
  private final GroupedCopy grouped;
  private final IndexBuilds indexBuilds;
  private volatile boolean isGrouping;
  private volatile @Nullable CopyQueue queue;

  TablesCopy(PhaseContext context, Repeater repeater) {
    this.context = context;
    this.options = context.project().phases().fullOptions();
    this.repeater = repeater;
    this.indexBuilds = new IndexBuilds(context.reporter());
    this.sizes = repeater.ask(context::smallTables);
    this.grouped = new GroupedCopy(context, repeater, sizes);
  }

  /** Copies the tables that are not copied yet. Blocks to the end. */
  void run() {
    List<MigratedObject> tables =
        context.tables().stream().filter(table -> !table.has(Milestone.COPIED)).toList();
    isGrouping = true;
    List<MigratedObject> left = grouped.copy(tables);
    isGrouping = false;
    List<TableCopy> copies = new ArrayList<>();
    TaskGroup preparing = context.tasks().group();
    Targets targets = new Targets(context.objects());
    preparing.start("reader", () -> prepare(left, copies, targets));
    preparing.await();
    context.control().check();
    hand(copies, targets);
    CopyScope scope = scope(copies);
    enqueue(scope, copies);
    queue = scope.queue();
    if (left.size() == tables.size() && context.project().remote().isEmpty()) {
      // The time of the copy counts from its first chunk.
      context.tasks().restartClock();
    }
    TaskGroup copying = context.tasks().group();
    // By turns: an executor with few threads must get one of each kind before two of one.
    for (int i = 0; i < Math.max(options.readers(), options.writers()); i++) {
      if (i < options.readers()) {
        copying.start("reader", new ReaderTask(i, scope));
      }
      if (i < options.writers()) {
        copying.start("writer", new WriterTask(i, scope));
      }
    }
    copying.await();
  }

  /** Has other processes copy what they can, where the project names any. */
  private void hand(List<TableCopy> copies, Targets targets) {
    context
        .project()
        .remote()
        .ifPresent(
            remote -> {
              context.tasks().restartClock();
              HandedCopy handed = new HandedCopy(context, repeater);
              TaskGroup waiting = context.tasks().group();
              waiting.start("reader", () -> handed.run(remote, copies, targets));
              waiting.await();
              context.control().check();
            });
  }

  /** Whether no chunk is under way: with no new ones begun, the copy has come to rest. */
  boolean isIdle() {
    CopyQueue current = queue;
    return current == null ? isGrouping && grouped.isIdle() : current.isIdle();
  }

  /** Reports the steps that take long; called by the coordinating task about once a second. */
  void reportLongSteps() {
    indexBuilds.report();
  }

  private CopyScope scope(List<TableCopy> copies) {
    return new CopyScope(
        options,
        repeater,
        context.roles(),
        context.state(),
        context.control(),
        context.reporter(),
        context.meter(),
        indexBuilds,
        new CopyQueue(copies, 2 * options.readers()),
        new ArrayBlockingQueue<>(options.readers()),
        new OverloadThrottle(context.project().retry().overloadWait()),
        new RowBatches(new BatchLimits(options.batchRows(), options.batchBytes())),
        whenRead());
  }

  /** The log shows a definition that changes during the copy; without it, it is looked up. */
  private Consumer<MigratedObject> whenRead() {
    return context.follows()
        ? table -> {}
        : new TableShapes(context.roles(), context.reads())::require;
  }

  private void prepare(List<MigratedObject> tables, List<TableCopy> copies, Targets targets) {
    CopyPreparation preparation = new CopyPreparation(context.ahead(tables), repeater, sizes);
    for (MigratedObject table : tables) {
      context.control().check();
      try {
        copies.add(preparation.prepare("reader-0", table, targets));
      } catch (MigrationException e) {
        fail(table, e.in(ErrorContext.of(table.source()).withPhase(Phase.FULL)));
      }
    }
  }

  private void fail(MigratedObject table, MigrationException error) {
    if (Failures.endsRun(error)) {
      throw error;
    }
    table.fail(ObjectStatus.FAILED, error);
    repeater.run(ErrorContext.of(table.source()), () -> context.state().put("reader-0", table));
    context.reporter().error(error, false);
    context.reporter().object(Phase.FULL, table, Optional.of(error.getMessage()));
  }

  private void enqueue(CopyScope scope, List<TableCopy> copies) {
    for (TableCopy copy : copies) {
      List<StoredChunk> pending = repeater.ask(() -> context.state().pendingChunks(copy.object()));
      copy.opened(pending.size());
      pending.forEach(chunk -> scope.queue().addChunk(new ChunkJob(copy, chunk, scope.attempts())));
      if (!copy.object().has(Milestone.SPLIT)) {
        scope.queue().addSplit(copy);
      } else if (pending.isEmpty()) {
        scope.queue().arrived(copy);
      }
    }
  }
}
