package io.openoms.core.incremental;

import io.openoms.DdlPolicy;
import io.openoms.Following;
import io.openoms.IncrementalOptions;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.RetryOptions;
import io.openoms.core.apply.ApplyFigures;
import io.openoms.core.capture.CaptureStart;
import io.openoms.core.capture.CaptureTask;
import io.openoms.core.capture.DefinitionChanges;
import io.openoms.core.capture.SchemaHistory;
import io.openoms.core.capture.StatementStops;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.spool.Spool;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredDefinition;
import io.openoms.spi.state.Watermarks;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and ends the capture of the source's changes and the heartbeats beside it. Methods are the
 * coordinating task's, except {@link #isLogAtEnd}, {@link #sample} and {@link #isBegun}.
 */
final class CaptureControl {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureControl.class);

  private static final long LOOK_MILLIS = 5;
  private static final long AT_END_NANOS = Duration.ofSeconds(3).toNanos();

  private final PhaseContext context;
  private final IncrementalOptions options;
  private final RetryOptions retry;
  private final ChangeLog log;
  private final Repeater repeater;
  private final SchemaHistory history;
  private final CaptureEntry entry;
  private final Heartbeats heartbeats;
  private List<MigratedObject> captured = List.of();
  private Optional<Position> definitionsRead = Optional.empty();
  private Set<MigratedObject> joined = Set.of();
  private @Nullable CapturePlan plan;
  private Optional<StoredApply> before = Optional.empty();
  private boolean stored;
  private boolean isDone;
  private volatile @Nullable CaptureStart start;
  private volatile @Nullable CaptureTask capture;
  private volatile @Nullable TaskGroup group;

  CaptureControl(PhaseContext context) {
    this.context = context;
    this.retry = context.project().retry();
    this.options = options(context);
    this.log = context.roles().requireLog();
    this.repeater = context.repeater(Phase.INCREMENTAL);
    this.entry = new CaptureEntry(log, options, repeater);
    this.heartbeats = new Heartbeats(context, repeater);
    this.history =
        new SchemaHistory(context.state(), context.roles().sourceCatalog(), context.reads());
  }

  /** Reads where an earlier run has stopped. Blocks. */
  CapturePlan enter() {
    Optional<CaptureStart> entered = repeater.ask(context.state()::apply).map(entry::resume);
    start = entered.orElse(null);
    CapturePlan known = new CapturePlan(log, entered, repeater.ask(history::known));
    plan = known;
    return known;
  }

  /**
   * Forgets where an earlier run has stopped, but for its numbers: capture begins at the end of the
   * log, as both ends are equal. Blocks.
   */
  CapturePlan enterAnew() {
    before = repeater.ask(context.state()::apply);
    CapturePlan known = new CapturePlan(log, Optional.empty(), repeater.ask(history::known));
    plan = known;
    return known;
  }

  /**
   * Stores what is captured from where, and begins to capture. Blocks.
   *
   * @param tables the tables to capture
   * @param others the other objects of the project, whose changes are skipped from now on
   * @param areEqual whether tables without a copy are taken to be equal to their sources now
   */
  void begin(List<MigratedObject> tables, List<MigratedObject> others, boolean areEqual) {
    CapturePlan known = Objects.requireNonNull(plan, "enter() comes first");
    boolean same = known.isSame(tables);
    known.entered().ifPresent(entered -> requireCountable(entered, same));
    establish(tables);
    awaitEqual();
    boolean isNamed = known.entered().isEmpty() && !context.entry().isEqual() && entry.isNamed();
    ChangeLog.Entry now =
        isNamed ? named(areEqual) : entry.now(same && known.entered().isPresent());
    CaptureStart entered = known.entered().orElseGet(() -> first(now, tables));
    start = entered;
    if (areEqual) {
      takeAsEqual(tables, now.complete());
    }
    captured = List.copyOf(tables);
    joined =
        Set.copyOf(
            new CaptureJoin(
                    context.state(), history, known, repeater, isNamed ? since(now) : d -> {})
                .join(PhaseContext.WRITER, entered, tables, others, now.complete()));
    definitionsRead = joined.isEmpty() ? Optional.empty() : repeater.ask(log::current);
    stored = true;
    TaskGroup tasks = context.tasks().group();
    capture(entered, tasks);
    heartbeats.start(tasks);
  }

  /** Copies have positions of their own, behind which nothing may be told once more. */
  private ChangeLog.Entry named(boolean areEqual) {
    if (!areEqual) {
      throw new MigrationException(
          EngineError.START_REFUSED,
          ErrorContext.none().withPhase(Phase.INCREMENTAL),
          "tables of the project were copied, or are being copied, so it cannot begin at '"
              + options.start()
              + "'");
    }
    return entry.named();
  }

  /** Requires that the definitions of now held since that place. */
  private Consumer<Collection<StoredDefinition>> since(ChangeLog.Entry place) {
    return definitions ->
        held().require(definitions.stream().map(history::captured).toList(), place.start());
  }

  private void awaitEqual() {
    context.entry().prepared();
    while (!context.entry().mayBegin()) {
      context.control().sleep(LOOK_MILLIS);
    }
  }

  private CaptureStart first(ChangeLog.Entry now, List<MigratedObject> tables) {
    return context.entry().isEqual() ? entry.anew(now, before) : entry.first(now, tables);
  }

  private void takeAsEqual(List<MigratedObject> tables, Position now) {
    for (MigratedObject table : tables) {
      if (context.entry().isEqual()) {
        table.move(Transition.MADE_EQUAL, Optional.of(now));
      } else if (table.watermarks().equals(Watermarks.none())) {
        table.move(Transition.TAKE_AS_EQUAL, Optional.of(now));
      }
    }
  }

  /** Before the source is asked for a position: only from then on must its log be complete. */
  private void establish(List<MigratedObject> tables) {
    context
        .source()
        .captureSetup()
        .ifPresent(
            setup -> repeater.run(() -> setup.establish(definitions(tables), filters(tables))));
  }

  private Map<ObjectName, String> filters(List<MigratedObject> tables) {
    return context.reads().filters(tables.stream().map(MigratedObject::source).toList());
  }

  /** A table that has gone is refused where its definition is stored. */
  private List<TableDefinition> definitions(List<MigratedObject> tables) {
    Map<ObjectName, TableDefinition> found =
        context
            .roles()
            .sourceCatalog()
            .tables(tables.stream().map(MigratedObject::source).toList());
    return tables.stream()
        .map(table -> found.get(table.source()))
        .filter(Objects::nonNull)
        .toList();
  }

  private static void requireCountable(CaptureStart entered, boolean same) {
    StoredApply stored = entered.stored();
    if (!same && entered.counts()) {
      throw new MigrationException(
          EngineError.WINDOW_LOST,
          ErrorContext.none().withPhase(Phase.INCREMENTAL).withPosition(stored.position().text()),
          "a part of a transaction, or of a window, is applied, and its spool is gone; run the"
              + " project once with the tables that it had before, or, if one of those was taken"
              + " out of it since, release it and copy its tables anew");
    }
  }

  private void capture(CaptureStart entered, TaskGroup tasks) {
    CaptureTask task =
        new CaptureTask(
            log,
            captured.stream().map(MigratedObject::source).toList(),
            new DefinitionChanges(
                options, log, history, followableChanges(), new StatementStops(context.state())),
            entered.resumption(),
            entered.spool(),
            retry,
            context.source().facts().clockSkew().orElse(Duration.ZERO),
            options.heartbeat().isPresent(),
            context.control(),
            context.reporter());
    capture = task;
    group = tasks;
    tasks.start("capture", task);
  }

  private FollowableChanges followableChanges() {
    return new FollowableChanges(context, log, captured, joined, definitionsRead, held());
  }

  private HeldDefinitions held() {
    return new HeldDefinitions(context, log, options, repeater);
  }

  /** The tables whose changes are captured, as they are defined behind a position. */
  List<CapturedTable> tables(Position applied) {
    return captured.stream().map(table -> history.at(table.source(), applied, log)).toList();
  }

  /** Where both directions work, a change would come back from the other end. */
  private static IncrementalOptions options(PhaseContext context) {
    IncrementalOptions options = context.project().phases().incrementalOptions();
    return context.project().bothWays().isPresent() ? options.withDdl(DdlPolicy.REFUSE) : options;
  }

  /** Whether changes of definitions are followed. */
  boolean followsDefinitions() {
    return options.ddl() != DdlPolicy.REFUSE && log.algebra().isPresent();
  }

  /** Whether an earlier run has read a change of a table's definition that is not applied. */
  boolean isChanging(MigratedObject table) {
    return Objects.requireNonNull(plan, "enter() comes first")
        .entered()
        .filter(
            entered -> history.since(table.source(), entered.stored().position(), log).size() > 1)
        .isPresent();
  }

  /** The definitions of the captured tables. */
  SchemaHistory history() {
    return history;
  }

  /** Where the capture has begun. */
  CaptureStart start() {
    CaptureStart entered = start;
    if (entered == null) {
      throw new IllegalStateException("capture has not begun");
    }
    return entered;
  }

  /** Whether the source has just reported that its log is captured to the end. */
  boolean isLogAtEnd() {
    CaptureTask task = capture;
    return task != null && task.captured().wasAtEndWithin(AT_END_NANOS);
  }

  /** The metrics now, with those of applying. */
  Optional<Following> sample(ApplyFigures figures) {
    CaptureTask task = capture;
    CaptureStart entered = start;
    return task == null || entered == null
        ? Optional.empty()
        : Optional.of(figures.sample(task.captured(), entered.spool()::bytes));
  }

  /** Whether the capture has begun. */
  boolean isBegun() {
    return capture != null;
  }

  /** The error that has ended the capture; empty while there is none. */
  Optional<MigrationException> failure() {
    return Optional.ofNullable(group).map(TaskGroup::failure);
  }

  /** Ends the capture and waits for it; throws the error that has ended it, if there was one. */
  void end() {
    TaskGroup tasks = group;
    if (tasks != null) {
      finishTasks();
      tasks.await();
    }
    isDone = true;
  }

  private void finishTasks() {
    CaptureTask task = capture;
    if (task != null) {
      task.finish();
    }
    heartbeats.finish();
  }

  /** Ends the capture, if it has not ended, and closes the spool. */
  void close() {
    TaskGroup tasks = group;
    if (tasks != null) {
      finishTasks();
      tasks.awaitQuietly();
    }
    CaptureStart entered = start;
    if (entered != null && ((entered.isNew() && !stored) || isApplied(entered.spool()))) {
      entered.spool().delete();
    } else if (entered != null) {
      entered.spool().close();
    }
  }

  /** Whether the phase is done and all records are applied: the source has the rest. Blocks. */
  private boolean isApplied(Spool spool) {
    if (!isDone || context.control().isStopped()) {
      return false;
    }
    try {
      return context
          .roles()
          .stateStore()
          .apply(context.project().name())
          .filter(apply -> apply.open().isEmpty() && apply.skip() == 0)
          .filter(apply -> apply.spool() == spool.next())
          .isPresent();
    } catch (MigrationException e) {
      LOG.info("The spool is kept, as the sink does not tell whether it is applied", e);
      return false;
    }
  }
}
