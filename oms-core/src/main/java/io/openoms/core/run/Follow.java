package io.openoms.core.run;

import io.openoms.Following;
import io.openoms.IncrementalOptions;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.apply.ApplyFigures;
import io.openoms.core.apply.ApplyPhase;
import io.openoms.core.apply.ApplyScope;
import io.openoms.core.apply.FollowedTable;
import io.openoms.core.capture.CaptureStart;
import io.openoms.core.capture.CaptureTask;
import io.openoms.core.capture.HeartbeatTask;
import io.openoms.core.capture.SchemaHistory;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.CascadeLinks;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.RetryPolicy;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.Heartbeat;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredDefinition;
import io.openoms.spi.state.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Following the source through a run: capture begins before the copy and goes on beside it; what it
 * has captured is applied when the copy is done. Methods are the coordinating task's, but those
 * that ask, {@link #finish} and {@link #close}.
 */
final class Follow {

  private static final long AT_END_NANOS = Duration.ofSeconds(3).toNanos();

  private final RunScope scope;
  private final IncrementalOptions options;
  private final ProjectState state;
  private final ChangeLog log;
  private final FollowedTables followable;
  private final Repeater repeater;
  private final ApplyFigures figures = new ApplyFigures();
  private List<CapturedTable> captured = List.of();
  private volatile @Nullable CaptureStart start;
  private volatile @Nullable CaptureTask capture;
  private volatile @Nullable HeartbeatTask heart;
  private volatile @Nullable ApplyPhase apply;
  private volatile boolean finishing;
  private @Nullable TaskGroup group;

  Follow(RunScope scope, ProjectState state) {
    this.scope = scope;
    this.options = scope.project().phases().incrementalOptions();
    this.state = state;
    this.log = scope.roles().changeLog().orElseThrow(Follow::noLog);
    this.repeater =
        new Repeater(
            retry(),
            ErrorContext.none().withPhase(Phase.INCREMENTAL),
            scope.control(),
            scope.reporter());
    this.followable = new FollowedTables(scope, state, log);
  }

  private static MigrationException noLog() {
    return new MigrationException(
        EngineError.LOG_MISSING,
        ErrorContext.none().withPhase(Phase.INCREMENTAL),
        "the source writes no log of changes, or its user may not ask for it");
  }

  /** Fails the tables that cannot be followed, before anything is made for them. */
  void refuse(String writer, List<MigratedObject> objects) {
    followable.refuse(writer, tables(objects));
  }

  /** The foreign keys that change rows without a trace in the log. */
  CascadeLinks cascades() {
    return followable.cascades();
  }

  /**
   * The tables whose copy was not finished while the log was applied beyond where it began: what
   * happened to their rows since is passed over, so they must be copied from the start.
   */
  List<MigratedObject> passedOver(List<MigratedObject> objects) {
    Optional<StoredApply> stored = repeater.ask(state::apply);
    if (stored.isEmpty()) {
      return List.of();
    }
    Position reached = stored.get().position();
    return tables(objects).stream()
        .filter(table -> !table.isCopyDone())
        .filter(
            table -> table.watermarks().low().filter(low -> !log.covers(low, reached)).isPresent())
        .toList();
  }

  /**
   * Fixes where following begins, stores the definitions, and begins to capture. Blocks.
   *
   * @param copies whether tables are copied in this run; otherwise those that never were are taken
   *     to be equal now
   */
  void begin(String writer, List<MigratedObject> objects, boolean copies, TaskGroup tasks) {
    List<MigratedObject> tables = tables(objects);
    Optional<StoredApply> stored = repeater.ask(state::apply);
    boolean goesOn = stored.isPresent() && repeater.ask(() -> isSame(tables));
    // Where no table joins, nothing new begins.
    ChangeLog.Entry now = repeater.ask(() -> entry(goesOn));
    Position validFrom = stored.isPresent() ? now.complete() : earliest(now.complete(), tables);
    Position first = validFrom.equals(now.complete()) ? now.start() : validFrom;
    CaptureStart entered = repeater.ask(() -> enter(writer, stored, goesOn, first));
    start = entered;
    SchemaHistory history = new SchemaHistory(state, scope.roles().sourceCatalog(), scope.reads());
    captured = repeater.ask(() -> history.of(writer, tables, validFrom));
    if (!copies) {
      repeater.run(() -> followFromNow(writer, tables, now.complete()));
    }
    capture(entered, tasks);
    options.heartbeat().ifPresent(every -> beat(every, tasks));
  }

  private void beat(Duration every, TaskGroup tasks) {
    Heartbeat heartbeat =
        scope
            .source()
            .heartbeat()
            .orElseThrow(
                () ->
                    new MigrationException(
                        EngineError.ROLE_MISSING,
                        ErrorContext.none().withPhase(Phase.INCREMENTAL),
                        scope.source().facts().product() + " takes no heartbeat"));
    repeater.run(heartbeat::prepare);
    HeartbeatTask task =
        new HeartbeatTask(heartbeat, state.project(), every, scope.control(), scope.reporter());
    heart = task;
    tasks.start("heartbeat", task);
  }

  private ChangeLog.Entry entry(boolean goesOn) {
    return (goesOn ? log.visible().map(at -> new ChangeLog.Entry(at, at)) : log.enter())
        .orElseThrow(Follow::noLog);
  }

  private CaptureStart enter(
      String writer, Optional<StoredApply> stored, boolean goesOn, Position first) {
    return stored.isPresent()
        ? CaptureStart.resume(
            state, writer, stored.get(), goesOn, options.spoolDirectory(), options.spoolMaxBytes())
        : CaptureStart.anew(
            state, writer, first(first), options.spoolDirectory(), options.spoolMaxBytes());
  }

  private void capture(CaptureStart entered, TaskGroup tasks) {
    CaptureTask task =
        new CaptureTask(
            log,
            captured,
            entered.resumption(),
            entered.spool(),
            retry(),
            scope.source().facts().clockSkew().orElse(Duration.ZERO),
            options.heartbeat().isPresent(),
            scope.control(),
            scope.reporter());
    capture = task;
    group = tasks;
    tasks.start("capture", task);
  }

  private RetryPolicy retry() {
    return RetryPolicy.of(options, scope.project().phases().fullOptions());
  }

  private static StoredApply first(Position start) {
    return new StoredApply(0, start, 0, 0, "", Optional.empty(), 0, 0, Instant.now());
  }

  private boolean isSame(List<MigratedObject> tables) {
    Set<ObjectName> before =
        state.definitions().stream().map(StoredDefinition::source).collect(Collectors.toSet());
    return before.equals(tables.stream().map(MigratedObject::source).collect(Collectors.toSet()));
  }

  private void followFromNow(String writer, List<MigratedObject> tables, Position now) {
    for (MigratedObject table : tables) {
      if (!table.isCopyDone() && table.watermarks().equals(Watermarks.none())) {
        table.followsFrom(now);
        state.put(writer, table);
      }
    }
  }

  /** The position that all of the others cover: rows may have been copied long ago. */
  private Position earliest(Position now, List<MigratedObject> tables) {
    List<Position> lows =
        tables.stream().flatMap(table -> table.watermarks().low().stream()).toList();
    Position first = now;
    for (Position low : lows) {
      first = log.covers(first, low) ? low : first;
    }
    return first;
  }

  /** Makes the tasks that apply, ready to be started. */
  ApplyPhase applyPhase(String writer, List<MigratedObject> objects) {
    CaptureStart entered = entered();
    List<FollowedTable> followed = followable.of(writer, objects, captured);
    CascadeTables linked = followable.link(writer, followed);
    ApplyScope shared =
        new ApplyScope(
            options,
            log,
            linked.cascades(),
            scope.roles(),
            state,
            entered.spool(),
            scope.control(),
            scope.reporter(),
            figures,
            retry(),
            this::isLogAtEnd);
    ApplyPhase phase = new ApplyPhase(shared, followed, entered.stored());
    if (finishing) {
      phase.finish();
    }
    apply = phase;
    return phase;
  }

  private CaptureStart entered() {
    CaptureStart entered = start;
    if (entered == null) {
      throw new IllegalStateException("changes are applied after capture has begun");
    }
    return entered;
  }

  private boolean isLogAtEnd() {
    CaptureTask task = capture;
    return task != null && task.captured().wasAtEndWithin(AT_END_NANOS);
  }

  /** Has the phase end when what it has begun is applied. */
  void finish() {
    finishing = true;
    ApplyPhase phase = apply;
    if (phase != null) {
      phase.finish();
    }
  }

  /** The end of the source's log now. Blocks. */
  Position end() {
    return log.current().orElseThrow(Follow::noLog);
  }

  /** Whether all that stands before a position is applied. */
  boolean isApplied(Position position) {
    ApplyPhase phase = apply;
    return phase != null && log.covers(phase.position(), position);
  }

  /** The figures now. */
  Optional<Following> sample() {
    CaptureTask task = capture;
    CaptureStart entered = start;
    return task == null || entered == null
        ? Optional.empty()
        : Optional.of(
            figures.sample(
                task.captured().changes(), task.captured().retries(), entered.spool()::bytes));
  }

  /** Whether capture has begun. */
  boolean isBegun() {
    return capture != null;
  }

  /** What has ended the capture; null while nothing has. */
  @Nullable MigrationException captureFailure() {
    TaskGroup tasks = group;
    return tasks == null ? null : tasks.failure();
  }

  /** Ends the capture and waits for it; throws what has ended it, if something did. */
  void endCapture() {
    TaskGroup tasks = group;
    if (tasks != null) {
      finishTasks();
      tasks.await();
    }
  }

  private void finishTasks() {
    CaptureTask task = capture;
    if (task != null) {
      task.finish();
    }
    HeartbeatTask beating = heart;
    if (beating != null) {
      beating.finish();
    }
  }

  /** Ends the capture, if it has not ended, and gives the spool's files back. */
  void close() {
    TaskGroup tasks = group;
    if (tasks != null) {
      finishTasks();
      tasks.awaitQuietly();
    }
    CaptureStart entered = start;
    if (entered != null) {
      entered.spool().close();
    }
  }

  private static List<MigratedObject> tables(List<MigratedObject> objects) {
    return objects.stream()
        .filter(object -> object.kind() == ObjectKind.TABLE && !object.isOut())
        .toList();
  }
}
