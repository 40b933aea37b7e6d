package io.openoms.core.run;

import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.ResolvedSelection;
import io.openoms.core.precheck.PrecheckRunner;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.MigrationException;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredProject;
import java.util.List;
import java.util.Set;

/**
 * What a run notes that its prechecks have stopped: that the source's log lacks changes of tables
 * which earlier runs have followed. Nothing would show it to the next run, once the source is set
 * up as it was. Nothing else is touched. The coordinating task's.
 */
final class RefusedRun {

  private final RunContext run;
  private final Repeater repeater;

  RefusedRun(RunContext run) {
    this.run = run;
    this.repeater = run.repeater();
  }

  /** Marks the copies of such tables as void. Blocks. */
  void note(ResolvedSelection selected, MigrationException refusal) {
    if (refusal.code() != EngineError.PRECHECK_FAILED) {
      return;
    }
    try {
      Set<ObjectName> unlogged =
          repeater.ask(
              () -> PrecheckRunner.unlogged(run.project(), run.source(), run.sink(), selected));
      if (!unlogged.isEmpty()) {
        note(unlogged, refusal);
      }
    } catch (MigrationException e) {
      refusal.addSuppressed(e);
    }
  }

  private void note(Set<ObjectName> unlogged, MigrationException refusal) {
    StateStore store = run.roles().stateStore();
    repeater
        .ask(() -> store.read(run.project().name()))
        .ifPresent(stored -> note(unlogged, refusal, stored));
  }

  private void note(Set<ObjectName> unlogged, MigrationException refusal, StoredProject stored) {
    List<MigratedObject> followed =
        stored.objects().stream()
            .map(MigratedObject::of)
            .filter(object -> unlogged.contains(object.source()))
            .filter(object -> object.capturedSince().isPresent())
            .toList();
    if (followed.isEmpty()) {
      return;
    }
    StateStore store = run.roles().stateStore();
    repeater.run(() -> new SourceIdentity(run).require(stored, store.apply(run.project().name())));
    ProjectState state =
        repeater.ask(() -> ProjectState.takeOver(store, stored, PhaseContext.WRITER));
    new LostChanges(run, state).note(refusal, followed, unlogged::contains);
  }
}
