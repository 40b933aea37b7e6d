package io.openoms.core.run;

import io.openoms.FullOptions;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.PhaseResult;
import io.openoms.PhaseStatus;
import io.openoms.Progress;
import io.openoms.RunState;
import io.openoms.core.apply.ApplyPhase;
import io.openoms.core.copy.CopyPhase;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.ResolvedSelection;
import io.openoms.core.precheck.PrecheckRunner;
import io.openoms.core.schema.SchemaPhase;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Control;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredPhase;
import io.openoms.spi.state.StoredProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves what is selected, takes the project over, and runs its phases in order. */
final class PhaseSequence {

  private final RunScope scope;
  private final ProjectDefinition project;
  private final Control control;
  private final Reporter reporter;
  private final Repeater repeater;
  private volatile @Nullable PhaseWork working;
  private volatile boolean finishing;

  PhaseSequence(RunScope scope) {
    this.scope = scope;
    this.project = scope.project();
    this.control = scope.control();
    this.reporter = scope.reporter();
    this.repeater = scope.repeater();
  }

  void run() {
    List<MigratedObject> selected = resolve();
    repeater.run(this::requireSameSource);
    ProjectState state =
        repeater.ask(() -> ProjectState.takeOver(scope.roles().stateStore(), project, writers()));
    List<StoredObject> stored =
        repeater.ask(state::read).map(StoredProject::objects).orElse(List.of());
    List<MigratedObject> objects =
        new Modification(state, project.selection(), RunScope.WRITER, reporter, repeater)
            .apply(selected, stored);
    scope.report().objects(objects);
    PhaseWork work = new PhaseWork(scope, state, objects);
    working = work;
    if (finishing) {
      work.finishIncremental();
    }
    scope.lifecycle().transition(RunState.RUNNING);
    repeater.run(() -> state.begin(RunScope.WRITER, scope.source().identity()));
    try {
      work.prepare();
      for (Phase phase : project.phases().selected()) {
        control.check();
        run(phase, work, state);
      }
      work.endFollowing();
    } catch (MigrationException e) {
      // A capture that failed has stopped the other tasks: its error is the one to tell.
      MigrationException cause = work.captureFailure().orElse(e);
      store(state, cause);
      throw cause;
    } finally {
      work.close();
    }
  }

  private void requireSameSource() {
    StateStore store = scope.roles().stateStore();
    store
        .read(project.name())
        .ifPresent(
            stored -> new SourceIdentity(scope).require(stored, store.apply(project.name())));
  }

  private List<MigratedObject> resolve() {
    ResolvedSelection selected = repeater.ask(() -> scope.roles().resolve(project.selection()));
    selected
        .leftBehind()
        .forEach(what -> reporter.warning("LEFT_BEHIND", ErrorContext.none(), what));
    repeater
        .ask(() -> PrecheckRunner.requireRunnable(project, scope.source(), scope.sink(), selected))
        .forEach(
            item ->
                reporter.warning(
                    item.check(), ErrorContext.none(), item.subject() + ": " + item.cause()));
    return selected.objects();
  }

  private List<String> writers() {
    FullOptions full = project.phases().fullOptions();
    List<String> names = new ArrayList<>(CopyPhase.writers(full));
    names.add(SchemaPhase.WRITER);
    names.add(RunScope.WRITER);
    if (project.phases().contains(Phase.INCREMENTAL)) {
      names.addAll(ApplyPhase.writers(project.phases().incrementalOptions().lanesAtWork()));
    }
    return names;
  }

  private void run(Phase phase, PhaseWork work, ProjectState state) {
    work.judge(phase);
    if (work.isDone(phase)) {
      end(phase, work, PhaseStatus.SKIPPED, Duration.ZERO);
      return;
    }
    work.enter(phase);
    reporter.phase(phase, PhaseStatus.RUNNING);
    scope.report().objects().stream()
        .filter(object -> object.status() == ObjectStatus.SKIPPED)
        .forEach(object -> reporter.object(phase, object, Optional.empty()));
    put(state, new StoredPhase(phase, PhaseStatus.RUNNING, Duration.ZERO, 0));
    PhaseStatus status = PhaseStatus.FAILED;
    try {
      work.work(phase);
      control.check();
      status = statusOf(phase);
    } finally {
      end(phase, work, control.isStopped() ? PhaseStatus.STOPPED : status, work.elapsed());
    }
    put(state, new StoredPhase(phase, status, work.elapsed(), work.rows(phase)));
  }

  private void put(ProjectState state, StoredPhase phase) {
    scope.repeater(phase.phase()).run(() -> state.put(RunScope.WRITER, phase));
  }

  private PhaseStatus statusOf(Phase phase) {
    if (scope.report().failedObjects() > 0) {
      return PhaseStatus.FAILED;
    }
    boolean ended = phase == Phase.INCREMENTAL && finishing;
    return ended ? PhaseStatus.STOPPED : PhaseStatus.COMPLETED;
  }

  private void end(Phase phase, PhaseWork work, PhaseStatus status, Duration elapsed) {
    scope.report().phase(phase, new PhaseResult(status, elapsed, work.rows(phase)));
    if (phase != Phase.SCHEMA) {
      work.report(phase);
    }
    reporter.phase(phase, status);
  }

  private void store(ProjectState state, MigrationException error) {
    if (control.isStopped() && error.code() == EngineError.RUN_STOPPED) {
      return;
    }
    try {
      state.putError(RunScope.WRITER, error.getMessage());
    } catch (MigrationException e) {
      // The sink is gone, or another engine owns the state: the first error is the one to tell.
      error.addSuppressed(e);
    }
  }

  /** Has following end when what it has begun is applied. */
  void finishIncremental() {
    finishing = true;
    PhaseWork work = working;
    if (work != null) {
      work.finishIncremental();
    }
  }

  /** Following the source; empty when that has not begun, or is not asked for. */
  Optional<Follow> following() {
    return Optional.ofNullable(working).flatMap(PhaseWork::following);
  }

  Optional<Progress> progress() {
    return Optional.ofNullable(working).flatMap(PhaseWork::progress);
  }
}
