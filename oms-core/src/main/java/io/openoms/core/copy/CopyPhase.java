package io.openoms.core.copy;

import com.google.common.util.concurrent.RateLimiter;
import io.openoms.FullOptions;
import io.openoms.ObjectKind;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.SchemaOptions;
import io.openoms.core.index.IndexBuilds;
import io.openoms.core.plan.CascadeLinks;
import io.openoms.core.plan.Planner;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.TableReads;
import io.openoms.core.plan.TableShapes;
import io.openoms.core.progress.ProgressMeter;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Control;
import io.openoms.core.task.Failures;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.core.task.RetryPolicy;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.state.StoredChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The full copy: one task prepares the tables, then readers and writers work until every table is
 * done or failed. Where it enters is decided by the stored state alone.
 */
public final class CopyPhase {

  private final FullOptions options;
  private final Roles roles;
  private final ProjectState state;
  private final Control control;
  private final Reporter reporter;
  private final ProgressMeter meter;
  private final Repeater repeater;
  private final CopyPreparation preparation;
  private final IndexBuilds indexBuilds;
  private final Consumer<MigratedObject> whenRead;
  private volatile @Nullable CopyQueue queue;

  /**
   * The copy of one run.
   *
   * @param follows whether changes are applied after the copy, so that unique indexes must wait
   * @param cascades the foreign keys that change rows without a trace in the source's log: tables
   *     that have one are copied at one position, each after those above it
   */
  public CopyPhase(
      FullOptions options,
      Roles roles,
      TableReads reads,
      ProjectState state,
      Control control,
      Reporter reporter,
      ProgressMeter meter,
      boolean follows,
      CascadeLinks cascades) {
    this.options = options;
    this.roles = roles;
    this.state = state;
    this.control = control;
    this.reporter = reporter;
    this.meter = meter;
    this.repeater =
        new Repeater(
            RetryPolicy.of(options), ErrorContext.none().withPhase(Phase.FULL), control, reporter);
    this.indexBuilds = new IndexBuilds(reporter);
    // The log tells of a definition that changes during the copy; without it, it is looked up.
    this.whenRead = follows ? table -> {} : new TableShapes(roles, reads)::require;
    this.preparation =
        new CopyPreparation(
            options,
            roles,
            reads,
            new Planner(roles, reads, SchemaOptions.defaults()),
            state,
            control,
            reporter,
            repeater,
            follows,
            cascades);
  }

  /** The names of the tasks that write, for the takeover. */
  public static List<String> writers(FullOptions options) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < options.readers(); i++) {
      names.add("reader-" + i);
    }
    for (int i = 0; i < options.writers(); i++) {
      names.add("writer-" + i);
    }
    return names;
  }

  /**
   * Copies the tables among the objects. Called by the coordinating task.
   *
   * @param whenReady called when the tables are prepared and the first chunk is about to be read
   */
  public void run(List<MigratedObject> objects, Supplier<TaskGroup> groups, Runnable whenReady) {
    List<MigratedObject> tables =
        objects.stream()
            .filter(o -> o.kind() == ObjectKind.TABLE && !o.isOut() && !o.isCopyDone())
            .toList();
    List<TableCopy> copies = new ArrayList<>();
    TaskGroup preparing = groups.get();
    preparing.start("reader", () -> prepare(tables, copies, new Targets(objects)));
    preparing.await();
    control.check();
    CopyScope scope = scope(copies);
    enqueue(scope, copies);
    queue = scope.queue();
    whenReady.run();
    TaskGroup copying = groups.get();
    List<RateLimiter> rows = limit(options.rowsPerSecond());
    List<RateLimiter> bytes = limit(options.bytesPerSecond());
    // By turns: an executor with few threads must get one of each kind before two of one.
    for (int i = 0; i < Math.max(options.readers(), options.writers()); i++) {
      if (i < options.readers()) {
        copying.start("reader", new ReaderTask("reader-" + i, scope, rows, bytes));
      }
      if (i < options.writers()) {
        copying.start("writer", new WriterTask("writer-" + i, scope));
      }
    }
    copying.await();
  }

  /** Whether no chunk is under way: with no new ones begun, the copy has come to rest. */
  public boolean isIdle() {
    CopyQueue current = queue;
    return current != null && current.isIdle();
  }

  /** Reports the steps that take long; called by the coordinating task about once a second. */
  public void reportLongSteps() {
    indexBuilds.report();
  }

  private CopyScope scope(List<TableCopy> copies) {
    return new CopyScope(
        options,
        repeater,
        roles,
        state,
        control,
        reporter,
        meter,
        indexBuilds,
        new CopyQueue(copies, 2 * options.readers()),
        new ArrayBlockingQueue<>(options.readers()),
        new BackOff(options),
        new RowBatches(new BatchLimits(options.batchRows(), options.batchBytes())),
        whenRead);
  }

  private void prepare(List<MigratedObject> tables, List<TableCopy> copies, Targets targets) {
    for (MigratedObject table : tables) {
      control.check();
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
    repeater.run(ErrorContext.of(table.source()), () -> state.put("reader-0", table));
    reporter.error(error, false);
    reporter.object(Phase.FULL, table, Optional.of(error.getMessage()));
  }

  private void enqueue(CopyScope scope, List<TableCopy> copies) {
    for (TableCopy copy : copies) {
      List<StoredChunk> pending = repeater.ask(() -> state.pendingChunks(copy.object()));
      copy.opened(pending.size());
      pending.forEach(chunk -> scope.queue().addChunk(new ChunkJob(copy, chunk, scope.attempts())));
      if (!copy.object().isSplit()) {
        scope.queue().addSplit(copy);
      } else if (pending.isEmpty()) {
        scope.queue().arrived(copy);
      }
    }
  }

  private static List<RateLimiter> limit(long perSecond) {
    return perSecond == 0 ? List.of() : List.of(RateLimiter.create((double) perSecond));
  }
}
