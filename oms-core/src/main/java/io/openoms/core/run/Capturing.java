package io.openoms.core.run;

import io.openoms.Following;
import io.openoms.IncrementalOptions;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.apply.ApplyFigures;
import io.openoms.core.capture.CaptureStart;
import io.openoms.core.capture.CaptureTask;
import io.openoms.core.capture.HeartbeatTask;
import io.openoms.core.capture.SchemaHistory;
import io.openoms.core.error.EngineError;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
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
 * The capture of the source's changes through a run, from the place where following begins, and the
 * heartbeats beside it. Methods are the coordinating task's, but those that ask and {@link #close}.
 */
final class Capturing {

  private static final long AT_END_NANOS = Duration.ofSeconds(3).toNanos();

  private final RunScope scope;
  private final IncrementalOptions options;
  private final ProjectState state;
  private final ChangeLog log;
  private final Repeater repeater;
  private List<CapturedTable> captured = List.of();
  private volatile @Nullable CaptureStart start;
  private volatile @Nullable CaptureTask capture;
  private volatile @Nullable HeartbeatTask heart;
  private @Nullable TaskGroup group;

  Capturing(RunScope scope, ProjectState state, ChangeLog log) {
    this.scope = scope;
    this.options = scope.project().phases().incrementalOptions();
    this.state = state;
    this.log = log;
    this.repeater = scope.repeater(Phase.INCREMENTAL);
  }

  /**
   * Fixes where following begins, stores the definitions, and begins to capture. Blocks.
   *
   * @param copies whether tables are copied in this run; otherwise those that never were are taken
   *     to be equal now
   */
  void begin(String writer, List<MigratedObject> tables, boolean copies, TaskGroup tasks) {
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
            .roles()
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
            scope.retry(Phase.INCREMENTAL),
            scope.source().facts().clockSkew().orElse(Duration.ZERO),
            options.heartbeat().isPresent(),
            scope.control(),
            scope.reporter());
    capture = task;
    group = tasks;
    tasks.start("capture", task);
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

  /** The tables whose changes are captured. */
  List<CapturedTable> tables() {
    return captured;
  }

  /** Where it has begun. */
  CaptureStart start() {
    CaptureStart entered = start;
    if (entered == null) {
      throw new IllegalStateException("changes are applied after capture has begun");
    }
    return entered;
  }

  /** Whether the source has just said that its log is captured to its end. */
  boolean isLogAtEnd() {
    CaptureTask task = capture;
    return task != null && task.captured().wasAtEndWithin(AT_END_NANOS);
  }

  /** The figures now, with those of applying. */
  Optional<Following> sample(ApplyFigures figures) {
    CaptureTask task = capture;
    CaptureStart entered = start;
    return task == null || entered == null
        ? Optional.empty()
        : Optional.of(
            figures.sample(
                task.captured().changes(), task.captured().retries(), entered.spool()::bytes));
  }

  /** Whether it has begun. */
  boolean isBegun() {
    return capture != null;
  }

  /** What has ended it; null while nothing has. */
  @Nullable MigrationException failure() {
    TaskGroup tasks = group;
    return tasks == null ? null : tasks.failure();
  }

  /** Ends the capture and waits for it; throws what has ended it, if something did. */
  void end() {
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
}
