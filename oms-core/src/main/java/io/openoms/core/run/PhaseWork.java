package io.openoms.core.run;

import io.openoms.Following;
import io.openoms.ObjectKind;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.core.apply.ApplyPhase;
import io.openoms.core.copy.CopyPhase;
import io.openoms.core.plan.CascadeLinks;
import io.openoms.core.plan.TableShapes;
import io.openoms.core.progress.ProgressMeter;
import io.openoms.core.schema.ObjectCreator;
import io.openoms.core.schema.SchemaPhase;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ProjectDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The work of each phase on the objects of a run, and the figures of it. Methods are the
 * coordinating task's, but those that ask and {@link #finishIncremental}.
 */
final class PhaseWork {

  private final RunScope scope;
  private final ProjectDefinition project;
  private final ProjectState state;
  private final List<MigratedObject> objects;
  private final ProgressMeter meter;
  private final Pulse pulse;
  private final Optional<Follow> follow;
  private boolean judged;
  private long began = System.nanoTime();

  PhaseWork(RunScope scope, ProjectState state, List<MigratedObject> objects) {
    this.scope = scope;
    this.project = scope.project();
    this.state = state;
    this.objects = objects;
    this.meter = new ProgressMeter(objects);
    this.pulse = new Pulse(scope.lifecycle(), scope.reporter(), meter);
    this.follow =
        project.phases().contains(Phase.INCREMENTAL)
            ? Optional.of(new Follow(scope, state))
            : Optional.empty();
  }

  /** Fails what cannot be followed, before anything is made for it. Blocks. */
  void prepare() {
    follow.ifPresent(
        following -> {
          following.refuse(RunScope.WRITER, objects);
          meter.following(following::sample);
        });
  }

  /**
   * Before the first phase that reads rows, or applies changes: looks at what is stored. Blocks.
   */
  void judge(Phase phase) {
    boolean readsRows = phase == Phase.FULL || phase == Phase.INCREMENTAL;
    if (readsRows && !judged) {
      judged = true;
      boolean copies = project.phases().contains(Phase.FULL);
      follow.ifPresent(following -> following.judge(RunScope.WRITER, objects, copies));
    }
  }

  /** Whether nothing is left to do. Done earlier means done for each object selected now. */
  boolean isDone(Phase phase) {
    return !objects.isEmpty()
        && objects.stream()
            .filter(object -> object.status() != ObjectStatus.SKIPPED)
            .allMatch(
                object ->
                    switch (phase) {
                      case SCHEMA -> object.isSchemaDone();
                      case INCREMENTAL -> false;
                      default -> object.isCopyDone() || object.kind() != ObjectKind.TABLE;
                    });
  }

  /** The phase's time begins. */
  void enter(Phase phase) {
    pulse.begin(phase);
    began = System.nanoTime();
  }

  /** Does a phase's work. Blocks to its end. */
  void work(Phase phase) {
    try {
      switch (phase) {
        case SCHEMA -> schema();
        case FULL -> copy();
        case INCREMENTAL -> apply();
        default -> throw new IllegalStateException("no such phase is built: " + phase);
      }
    } finally {
      pulse.end();
    }
  }

  private void schema() {
    boolean indexesNow = !project.phases().contains(Phase.FULL);
    ObjectCreator creator =
        new ObjectCreator(
            scope.roles(),
            scope.reads(),
            state,
            project.phases().schemaOptions().createDatabases(),
            indexesNow);
    SchemaPhase schema =
        new SchemaPhase(
            scope.planner(),
            creator,
            new TableShapes(scope.roles(), scope.reads()),
            state,
            scope.control(),
            scope.reporter(),
            scope.repeater(Phase.SCHEMA));
    TaskGroup group = group();
    group.start("schema", () -> schema.run(objects));
    group.await();
    if (indexesNow) {
      objects.stream().filter(o -> o.status() == ObjectStatus.CREATED).forEach(this::done);
    }
  }

  /** Without a copy, an object that stands at the sink is all that was asked for. */
  private void done(MigratedObject object) {
    object.complete();
    scope
        .repeater(Phase.SCHEMA)
        .run(ErrorContext.of(object.source()), () -> state.put(RunScope.WRITER, object));
  }

  private void copy() {
    CopyPhase copy =
        new CopyPhase(
            project.phases().fullOptions(),
            scope.roles(),
            scope.reads(),
            state,
            scope.control(),
            scope.reporter(),
            meter,
            follow.isPresent(),
            follow.map(Follow::cascades).orElse(CascadeLinks.none()));
    capture();
    pulse.watch(copy::isIdle, copy::reportLongSteps);
    // The time of the copy counts from its first chunk.
    copy.run(objects, this::group, () -> began = System.nanoTime());
  }

  private void apply() {
    capture();
    ApplyPhase apply = follow.orElseThrow().applyPhase(RunScope.WRITER, objects);
    pulse.watch(apply::isResting, () -> {});
    TaskGroup group = group();
    apply.start(group);
    group.await();
    if (!scope.control().isStopped()) {
      new NextNumbers(scope).raise(objects.stream().filter(Follow::isIn).toList());
    }
  }

  /** Capture begins before the first phase that reads rows, or applies changes. */
  private void capture() {
    follow
        .filter(following -> !following.isBegun())
        .ifPresent(following -> following.begin(RunScope.WRITER, objects, group()));
  }

  private TaskGroup group() {
    return new TaskGroup(scope.executor(), scope.control(), scope.pump(), this::tick);
  }

  private void tick() {
    if (captureFailure().isPresent()) {
      scope.control().stop();
    }
    pulse.beat();
  }

  /** The time since the phase began. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Rows copied, or changes of rows applied, those of earlier runs included. */
  long rows(Phase phase) {
    return switch (phase) {
      case FULL -> objects.stream().mapToLong(MigratedObject::rows).sum();
      case INCREMENTAL -> follow.flatMap(Follow::sample).map(Following::appliedChanges).orElse(0L);
      default -> 0;
    };
  }

  /** Tells the figures now. */
  void report(Phase phase) {
    scope.reporter().progress(meter.sample(phase));
  }

  /** What has ended the capture, and stopped the other tasks by that. */
  Optional<MigrationException> captureFailure() {
    return follow.map(Follow::captureFailure);
  }

  /** Ends the capture and waits for it; throws what has ended it, if something did. */
  void endFollowing() {
    follow.ifPresent(Follow::endCapture);
  }

  /** Ends the capture, if it has not ended, and gives the spool's files back. */
  void close() {
    follow.ifPresent(Follow::close);
  }

  /** Has following end when what it has begun is applied. */
  void finishIncremental() {
    follow.ifPresent(Follow::finish);
  }

  /** Following the source; empty when that has not begun, or is not asked for. */
  Optional<Follow> following() {
    return follow.filter(Follow::isBegun);
  }

  /** The last figures; empty before the first. */
  Optional<Progress> progress() {
    return meter.latest();
  }
}
