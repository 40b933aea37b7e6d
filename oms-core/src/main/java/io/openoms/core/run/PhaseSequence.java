package io.openoms.core.run;

import io.openoms.Following;
import io.openoms.FullOptions;
import io.openoms.ObjectKind;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.PhaseResult;
import io.openoms.PhaseStatus;
import io.openoms.Progress;
import io.openoms.RunState;
import io.openoms.core.apply.ApplyPhase;
import io.openoms.core.copy.CopyPhase;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.Planner;
import io.openoms.core.plan.ResolvedSelection;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.TableReads;
import io.openoms.core.precheck.PrecheckRunner;
import io.openoms.core.progress.ProgressMeter;
import io.openoms.core.schema.ObjectCreator;
import io.openoms.core.schema.SchemaPhase;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Control;
import io.openoms.core.task.EventPump;
import io.openoms.core.task.Reporter;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.StoredPhase;
import io.openoms.spi.state.StoredProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Resolves what is selected, takes the project over, and runs its phases in order. */
final class PhaseSequence {

  private static final String RUN_WRITER = "run";
  private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();

  private final ProjectDefinition project;
  private final Executor executor;
  private final Control control;
  private final Lifecycle lifecycle;
  private final RunReport report;
  private final EventPump pump;
  private final Reporter reporter;
  private final EndpointSession source;
  private final EndpointSession sink;
  private final Roles roles;
  private final TableReads reads;
  private volatile @Nullable ProgressMeter meter;
  private volatile @Nullable Phase current;
  private volatile BooleanSupplier atRest = () -> true;
  private volatile @Nullable CopyPhase copying;
  private volatile @Nullable Follow follow;
  private volatile boolean finishing;
  private long lastProgress = System.nanoTime();
  private long began = System.nanoTime();

  PhaseSequence(
      ProjectDefinition project,
      Executor executor,
      Control control,
      Lifecycle lifecycle,
      RunReport report,
      EventPump pump,
      Reporter reporter,
      EndpointSession source,
      EndpointSession sink) {
    this.project = project;
    this.executor = executor;
    this.control = control;
    this.lifecycle = lifecycle;
    this.report = report;
    this.pump = pump;
    this.reporter = reporter;
    this.source = source;
    this.sink = sink;
    this.roles = Roles.of(source, sink);
    this.reads = new TableReads(roles.sourceCatalog(), project.selection());
  }

  void run() {
    ResolvedSelection selected = roles.resolve(project.selection());
    List<MigratedObject> objects = selected.objects();
    selected
        .leftBehind()
        .forEach(what -> reporter.warning("LEFT_BEHIND", ErrorContext.none(), what));
    PrecheckRunner.requireRunnable(project, source, sink, objects)
        .forEach(
            item ->
                reporter.warning(
                    item.check(), ErrorContext.none(), item.subject() + ": " + item.cause()));
    ProjectState state = ProjectState.takeOver(roles.stateStore(), project, writers());
    new Modification(state, RUN_WRITER, reporter)
        .apply(objects, state.read().map(StoredProject::objects).orElse(List.of()));
    report.objects(objects);
    meter = new ProgressMeter(objects);
    lifecycle.transition(RunState.RUNNING);
    state.putError(RUN_WRITER, "");
    try {
      prepareToFollow(objects, state);
      for (Phase phase : project.phases().selected()) {
        control.check();
        run(phase, objects, state);
      }
      endFollowing();
    } catch (MigrationException e) {
      MigrationException cause = causeOf(e);
      store(state, cause);
      throw cause;
    } finally {
      closeFollowing();
    }
  }

  private void prepareToFollow(List<MigratedObject> objects, ProjectState state) {
    if (!project.phases().contains(Phase.INCREMENTAL)) {
      return;
    }
    Follow following =
        new Follow(
            project.phases().incrementalOptions(),
            roles,
            reads,
            new Planner(roles, reads, project.phases().schemaOptions()),
            state,
            control,
            reporter,
            source.facts().clockSkew().orElse(Duration.ZERO));
    following.refuse(RUN_WRITER, objects);
    progressMeter().following(following::sample);
    if (finishing) {
      following.finish();
    }
    follow = following;
  }

  /** Capture begins before the first phase that reads rows, or applies changes. */
  private void follow(List<MigratedObject> objects) {
    Follow following = follow;
    if (following != null && !following.isBegun()) {
      boolean copies = project.phases().contains(Phase.FULL);
      following.begin(RUN_WRITER, objects, copies, group());
    }
  }

  /** A capture that failed has stopped the other tasks: its error is the one to tell. */
  private MigrationException causeOf(MigrationException error) {
    Follow following = follow;
    MigrationException failure = following == null ? null : following.captureFailure();
    return failure == null ? error : failure;
  }

  private void endFollowing() {
    Follow following = follow;
    if (following != null) {
      following.endCapture();
    }
  }

  private void closeFollowing() {
    Follow following = follow;
    if (following != null) {
      following.close();
    }
  }

  private List<String> writers() {
    FullOptions full = project.phases().fullOptions();
    List<String> names = new ArrayList<>(CopyPhase.writers(full));
    names.add(SchemaPhase.WRITER);
    names.add(RUN_WRITER);
    if (project.phases().contains(Phase.INCREMENTAL)) {
      names.addAll(ApplyPhase.writers(project.phases().incrementalOptions().lanesAtWork()));
    }
    return names;
  }

  private void run(Phase phase, List<MigratedObject> objects, ProjectState state) {
    if (isDone(phase, objects)) {
      end(phase, PhaseStatus.SKIPPED, Duration.ZERO);
      return;
    }
    current = phase;
    // Whoever asks for figures from now on is told of this phase.
    progressMeter().sample(phase);
    reporter.phase(phase, PhaseStatus.RUNNING);
    objects.stream()
        .filter(object -> object.status() == ObjectStatus.SKIPPED)
        .forEach(object -> reporter.object(phase, object, Optional.empty()));
    state.put(RUN_WRITER, new StoredPhase(phase, PhaseStatus.RUNNING, Duration.ZERO, 0));
    began = System.nanoTime();
    PhaseStatus status = PhaseStatus.FAILED;
    try {
      work(phase, objects, state);
      control.check();
      status = statusOf(phase);
    } finally {
      atRest = () -> true;
      copying = null;
      end(phase, control.isStopped() ? PhaseStatus.STOPPED : status, elapsed());
    }
    state.put(RUN_WRITER, new StoredPhase(phase, status, elapsed(), rows(phase)));
  }

  private void work(Phase phase, List<MigratedObject> objects, ProjectState state) {
    switch (phase) {
      case SCHEMA -> schema(objects, state);
      case FULL -> copy(objects, state);
      case INCREMENTAL -> apply(objects);
      default -> throw new IllegalStateException("no such phase is built: " + phase);
    }
  }

  private PhaseStatus statusOf(Phase phase) {
    if (report.failedObjects() > 0) {
      return PhaseStatus.FAILED;
    }
    boolean ended = phase == Phase.INCREMENTAL && finishing;
    return ended ? PhaseStatus.STOPPED : PhaseStatus.COMPLETED;
  }

  /** Done earlier means done for each object that is selected now. */
  private static boolean isDone(Phase phase, List<MigratedObject> objects) {
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

  private void schema(List<MigratedObject> objects, ProjectState state) {
    boolean indexesNow = !project.phases().contains(Phase.FULL);
    ObjectCreator creator =
        new ObjectCreator(
            roles, reads, state, project.phases().schemaOptions().createDatabases(), indexesNow);
    SchemaPhase schema =
        new SchemaPhase(
            new Planner(roles, reads, project.phases().schemaOptions()),
            creator,
            state,
            control,
            reporter);
    TaskGroup group = group();
    group.start("schema", () -> schema.run(objects));
    group.await();
    if (indexesNow) {
      objects.stream().filter(o -> o.status() == ObjectStatus.CREATED).forEach(o -> done(o, state));
    }
  }

  /** Without a copy, an object that stands at the sink is all that was asked for. */
  private static void done(MigratedObject object, ProjectState state) {
    object.complete();
    state.put(RUN_WRITER, object);
  }

  private ProgressMeter progressMeter() {
    ProgressMeter progress = meter;
    if (progress == null) {
      throw new IllegalStateException("phases run after the selection is resolved");
    }
    return progress;
  }

  private void copy(List<MigratedObject> objects, ProjectState state) {
    Follow following = follow;
    CopyPhase copy =
        new CopyPhase(
            project.phases().fullOptions(),
            roles,
            reads,
            state,
            control,
            reporter,
            progressMeter(),
            following != null);
    if (following != null) {
      copy.empty(following.passedOver(objects), objects);
    }
    follow(objects);
    atRest = copy::isIdle;
    copying = copy;
    // The time of the copy counts from its first chunk.
    copy.run(objects, this::group, () -> began = System.nanoTime());
  }

  private void apply(List<MigratedObject> objects) {
    follow(objects);
    Follow following = follow;
    if (following == null) {
      throw new IllegalStateException("changes are applied when that was prepared");
    }
    ApplyPhase apply = following.applyPhase(RUN_WRITER, objects);
    atRest = apply::isResting;
    TaskGroup group = group();
    apply.start(group);
    group.await();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private TaskGroup group() {
    return new TaskGroup(executor, control, pump, this::tick);
  }

  private void tick() {
    if (lifecycle.state() == RunState.PAUSING && atRest.getAsBoolean()) {
      lifecycle.transition(RunState.PAUSED);
    }
    Follow following = follow;
    if (following != null && following.captureFailure() != null) {
      control.stop();
    }
    ProgressMeter progress = meter;
    Phase phase = current;
    boolean due = System.nanoTime() - lastProgress >= PROGRESS_NANOS;
    if (progress != null && phase != null && due) {
      lastProgress = System.nanoTime();
      reporter.progress(progress.sample(phase));
      CopyPhase copy = copying;
      if (copy != null) {
        copy.reportLongSteps();
      }
    }
  }

  private void end(Phase phase, PhaseStatus status, Duration elapsed) {
    report.phase(phase, new PhaseResult(status, elapsed, rows(phase)));
    ProgressMeter progress = meter;
    if (phase != Phase.SCHEMA && progress != null) {
      reporter.progress(progress.sample(phase));
    }
    reporter.phase(phase, status);
  }

  /** Rows copied, or changes of rows applied, those of earlier runs included. */
  private long rows(Phase phase) {
    return switch (phase) {
      case FULL -> copiedRows();
      case INCREMENTAL -> {
        Follow following = follow;
        yield following == null ? 0 : following.sample().map(Following::appliedChanges).orElse(0L);
      }
      default -> 0;
    };
  }

  private long copiedRows() {
    return report.objects().stream().mapToLong(MigratedObject::rows).sum();
  }

  private void store(ProjectState state, MigrationException error) {
    if (control.isStopped() && error.code() == EngineError.RUN_STOPPED) {
      return;
    }
    try {
      state.putError(RUN_WRITER, error.getMessage());
    } catch (MigrationException e) {
      // The sink is gone, or another engine owns the state: the first error is the one to tell.
      error.addSuppressed(e);
    }
  }

  /** Has following end when what it has begun is applied. */
  void finishIncremental() {
    finishing = true;
    Follow following = follow;
    if (following != null) {
      following.finish();
    }
  }

  /** Following the source; empty when that has not begun, or is not asked for. */
  Optional<Follow> following() {
    return Optional.ofNullable(follow).filter(Follow::isBegun);
  }

  Optional<Progress> progress() {
    ProgressMeter progress = meter;
    return progress == null ? Optional.empty() : progress.latest();
  }
}
