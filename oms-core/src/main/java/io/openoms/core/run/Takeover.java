package io.openoms.core.run;

import io.openoms.Direction;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.Phases;
import io.openoms.PrecheckItem;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.ResolvedSelection;
import io.openoms.core.precheck.PrecheckRunner;
import io.openoms.core.state.ProjectState;
import io.openoms.core.switchover.Directions;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.core.verify.ScratchViews;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredProject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes a project over: resolves the selection, fences older engines, and restores what earlier
 * runs have stored. One thread.
 */
final class Takeover {

  private final RunContext run;
  private final ProjectDefinition project;
  private final Repeater repeater;

  Takeover(RunContext run) {
    this.run = run;
    this.project = run.project();
    this.repeater = run.repeater();
  }

  /**
   * The project, which this engine owns from now on. Blocks on both servers.
   *
   * @param writers the names of all tasks that write at the sink
   */
  OwnedProject take(List<String> writers) {
    List<MigratedObject> selected = resolve();
    Optional<StoredProject> before = repeater.ask(this::sameSource);
    ProjectState state =
        repeater.ask(() -> ProjectState.takeOver(run.roles().stateStore(), project, writers));
    List<StoredObject> stored =
        repeater.ask(state::read).map(StoredProject::objects).orElse(List.of());
    if (before.isPresent()) {
      dropScratchViews(selected, stored);
    }
    List<MigratedObject> objects =
        new Modification(state, project.selection(), PhaseContext.WRITER, run.reporter(), repeater)
            .apply(selected, stored);
    run.report().objects(objects);
    run.reporter().takenOver(objects.size());
    return new OwnedProject(state, objects);
  }

  private List<MigratedObject> resolve() {
    ResolvedSelection selected = repeater.ask(() -> run.roles().resolve(project.selection()));
    selected
        .leftBehind()
        .forEach(
            what -> run.reporter().warning(WarningCode.LEFT_BEHIND, ErrorContext.none(), what));
    requireRunnable(selected)
        .forEach(
            item ->
                run.reporter()
                    .warning(
                        item.check(), ErrorContext.none(), item.subject() + ": " + item.cause()));
    return selected.objects();
  }

  private List<PrecheckItem> requireRunnable(ResolvedSelection selected) {
    try {
      return repeater.ask(
          () -> PrecheckRunner.requireRunnable(project, run.source(), run.sink(), selected));
    } catch (MigrationException e) {
      new RefusedRun(run).note(selected, e);
      throw e;
    }
  }

  /** What is stored of the project, which must be of this source. */
  private Optional<StoredProject> sameSource() {
    StateStore store = run.roles().stateStore();
    requireForward(store);
    Optional<StoredProject> before = store.read(project.name());
    before.ifPresent(
        stored -> new SourceIdentity(run).require(stored, store.apply(project.name())));
    return before;
  }

  /**
   * While applications write to the sink, a run that follows the source would read what came back
   * from there, and bring it to the sink once more. The run to which writes move back prepares
   * itself meanwhile; a verification that changes nothing may be made.
   */
  private void requireForward(StateStore store) {
    boolean isReverse =
        !run.entry().isEqual()
            && writesForward(project.phases())
            && store
                .switchover(Directions.logName(project.name()))
                .filter(stored -> stored.direction() == Direction.REVERSE)
                .isPresent();
    if (isReverse) {
      throw new MigrationException(
          EngineError.SWITCHOVER_REFUSED,
          ErrorContext.none(),
          "applications write to the sink since the last switchover, and this run would go from the"
              + " source to the sink. Run the project with the phases switchover and"
              + " reverse_incremental, and switch back; or release it, if that is over");
    }
  }

  private static boolean writesForward(Phases phases) {
    return phases.contains(Phase.SCHEMA)
        || phases.contains(Phase.FULL)
        || phases.contains(Phase.INCREMENTAL)
        || phases.verificationOptions().repair();
  }

  /** Those of an engine that was killed; this run need not compare views. */
  private void dropScratchViews(List<MigratedObject> selected, List<StoredObject> stored) {
    Set<String> databases =
        Stream.concat(
                selected.stream()
                    .filter(object -> object.kind() == ObjectKind.VIEW)
                    .map(MigratedObject::target),
                stored.stream()
                    .filter(object -> object.kind() == ObjectKind.VIEW)
                    .map(StoredObject::target))
            .map(ObjectName::database)
            .collect(Collectors.toSet());
    try {
      repeater.run(
          () ->
              ScratchViews.drop(
                  project.name(),
                  databases,
                  run.roles().targetCatalog(),
                  run.roles().schemaTarget()));
    } catch (MigrationException e) {
      if (e.isRetryable() || e.code().category() != ErrorCategory.PRECONDITION) {
        throw e;
      }
      // The account may have lost the right since: such a view is no reason not to run.
      run.reporter()
          .warning(
              WarningCode.LEFT_BEHIND,
              ErrorContext.none(),
              "a view oms_view_… that a killed verification has left stays: " + e.description());
    }
  }
}
