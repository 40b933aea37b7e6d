package io.openoms.core.run;

import com.google.common.base.Suppliers;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.core.phase.BesideFollowing;
import io.openoms.core.phase.CopiesAnew;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.phase.PhaseTasks;
import io.openoms.core.plan.Followable;
import io.openoms.core.plan.SinkRules;
import io.openoms.core.progress.ProgressMeter;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Turn;
import java.util.List;
import java.util.function.Predicate;

/**
 * A project that this engine has taken over.
 *
 * @param state its stored state
 * @param objects all objects of the run, as earlier runs have left them
 */
record OwnedProject(ProjectState state, List<MigratedObject> objects) {

  /** What the phases of a run share. */
  PhaseContext context(
      RunContext run,
      ProgressMeter meter,
      PhaseTasks tasks,
      BesideFollowing following,
      CopiesAnew anew,
      Predicate<ObjectName> joins) {
    return new PhaseContext(
        run.project(),
        run.source(),
        run.roles(),
        run.reads(),
        state,
        objects,
        Suppliers.memoize(() -> followable(run)),
        run.control(),
        run.reporter(),
        meter,
        tasks,
        following,
        run.entry(),
        anew,
        joins,
        run.report()::verified,
        new Turn());
  }

  private Followable followable(RunContext run) {
    return Followable.of(
        objects.stream()
            .filter(object -> object.kind() == ObjectKind.TABLE && !object.isOut())
            .map(MigratedObject::source)
            .toList(),
        run.reads(),
        run.roles().sourceCatalog(),
        run.roles().requireLog(),
        run.project().phases().incrementalOptions(),
        SinkRules.of(run.roles().rowSink()));
  }
}
