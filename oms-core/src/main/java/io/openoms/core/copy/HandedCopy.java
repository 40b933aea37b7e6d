package io.openoms.core.copy;

import io.openoms.FullOptions;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.Delivery;
import io.openoms.spi.remote.CopyOrder;
import io.openoms.spi.remote.OrderedTable;
import io.openoms.spi.remote.RemoteCopy;
import io.openoms.spi.remote.RemoteJob;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredProject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands the chunks of prepared tables to other processes and waits until these are done. What they
 * have stored decides how the engine goes on: it copies what is left, and builds the indexes. A
 * reading task's.
 */
final class HandedCopy {

  /** The writer's row that proves, at the end, that the project is still ours. */
  private static final String WRITER = "reader-0";

  private static final long LOOK_MILLIS = 50;
  private static final Duration BETWEEN_FIGURES = Duration.ofSeconds(1);

  private final PhaseContext context;
  private final Repeater repeater;
  private final Map<ObjectName, TableCopy> handed = new HashMap<>();
  private final Map<ObjectName, Long> leftOutBefore = new HashMap<>();
  private final FullOptions options;

  HandedCopy(PhaseContext context, Repeater repeater) {
    this.context = context;
    this.repeater = repeater;
    this.options = context.project().phases().fullOptions();
  }

  /** Has the tables copied by that one, as far as they can be. Blocks to the end. */
  void run(RemoteCopy remote, List<TableCopy> copies, Targets targets) {
    requireTransactions();
    copies.stream()
        // A table whose rows wait for those of others is copied when these are there.
        .filter(table -> table.before().isEmpty())
        .forEach(this::add);
    if (handed.isEmpty()) {
      return;
    }
    try (RemoteJob job = remote.submit(order(targets))) {
      await(job);
    } catch (MigrationException e) {
      context.control().check();
      // An engine that was overtaken says so, whatever became of its job.
      repeater.run(() -> context.state().prove(WRITER));
      throw e;
    }
    takeOver();
  }

  private void add(TableCopy table) {
    handed.put(table.object().source(), table);
    leftOutBefore.put(table.object().source(), table.object().stored().conflicts());
  }

  /** Two attempts at one chunk may be at work there: only one may bring its rows. */
  private void requireTransactions() {
    if (context.roles().rowSink().delivery() != Delivery.TRANSACTIONAL) {
      throw new MigrationException(
          EngineError.SINK_UNFIT,
          ErrorContext.none().withPhase(Phase.FULL),
          "the sink does not commit rows and state together, which a copy in other processes needs");
    }
  }

  private CopyOrder order(Targets targets) {
    return new CopyOrder(
        context.state().project(),
        context.state().epoch(),
        options.writers(),
        context.follows(),
        handed.values().stream().map(table -> ordered(table, targets)).toList());
  }

  private static OrderedTable ordered(TableCopy table, Targets targets) {
    MigratedObject object = table.object();
    return new OrderedTable(
        object.source(),
        object.target(),
        table.chunkRows(),
        table.isReadExactly(),
        targets.sharing(object).size() == 1);
  }

  private void await(RemoteJob job) {
    long looked = System.nanoTime();
    while (!job.isDone()) {
      context.control().sleep(LOOK_MILLIS);
      if (System.nanoTime() - looked > BETWEEN_FIGURES.toNanos()) {
        takeFigures(read());
        looked = System.nanoTime();
      }
    }
  }

  private StoredProject read() {
    return repeater.ask(() -> context.state().read()).orElseThrow(this::gone);
  }

  private MigrationException gone() {
    return new MigrationException(
        EngineError.STATE_DAMAGED,
        ErrorContext.none().withPhase(Phase.FULL),
        "nothing is stored of the project any more");
  }

  /** Rows are those of the stored chunks; their bytes are told by the source's statistics. */
  private void takeFigures(StoredProject stored) {
    for (StoredObject object : stored.objects()) {
      find(object).ifPresent(table -> count(table, object.rows(), object.conflicts()));
    }
  }

  private void count(TableCopy table, long rows, long conflicts) {
    MigratedObject object = table.object();
    long more = rows - object.rows();
    if (more > 0) {
      long bytes = more * table.read().table().averageRowBytes();
      object.addRows(more);
      object.addBytes(bytes);
      context.meter().count(more, bytes);
    }
    object.addConflicts(Math.max(0, conflicts - object.stored().conflicts()));
  }

  private Optional<TableCopy> find(StoredObject stored) {
    return Optional.ofNullable(handed.get(stored.source()));
  }

  private void takeOver() {
    StoredProject stored = read();
    takeFigures(stored);
    for (StoredObject object : stored.objects()) {
      find(object).ifPresent(table -> takeOver(table.object(), object));
    }
  }

  private void takeOver(MigratedObject object, StoredObject stored) {
    if (stored.milestones().has(Milestone.SPLIT) && !object.has(Milestone.SPLIT)) {
      object.move(Transition.END_SPLIT);
    }
    object.copiedAs(stored);
    tellLeftOut(object, stored.conflicts() - leftOutBefore.getOrDefault(object.source(), 0L));
    boolean all =
        object.has(Milestone.SPLIT)
            && repeater.ask(() -> context.state().pendingChunks(object)).isEmpty();
    if (!all && !object.isFailed()) {
      context
          .reporter()
          .warning(
              WarningCode.COPY_LEFT,
              ErrorContext.of(object.source()).withPhase(Phase.FULL),
              "the cluster's job has left " + object.source() + ", which is copied here");
    }
  }

  private void tellLeftOut(MigratedObject object, long rows) {
    if (rows > 0) {
      context
          .reporter()
          .warning(
              WarningCode.ROW_LEFT_OUT,
              ErrorContext.of(object.source()).withPhase(Phase.FULL),
              rows + " rows were left out for rows of " + object.target() + " that were kept");
    }
  }
}
