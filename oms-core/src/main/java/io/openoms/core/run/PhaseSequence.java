package io.openoms.core.run;

import io.openoms.ConflictPolicy;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.RunState;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.BesideFollowing;
import io.openoms.core.phase.CatchUp;
import io.openoms.core.phase.CopiesAnew;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.phase.PhaseKind;
import io.openoms.core.phase.PhaseRunner;
import io.openoms.core.progress.ProgressMeter;
import io.openoms.core.verify.VerificationOnDemand;
import io.openoms.error.MigrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the project over and runs its phases in order. It knows them as a list: what a phase does,
 * and what is done of it, only the phase itself knows. The coordinating task's, except {@link
 * #catchUp}, {@link #verify} and {@link #progress}.
 */
final class PhaseSequence {

  private final RunContext run;
  private final List<PhaseKind> kinds;
  private final SelectionWatch selection;
  private final CopiesAnew anew;
  private volatile @Nullable ProgressMeter figures;
  private volatile List<PhaseRunner> phases = List.of();
  private volatile @Nullable PhaseContext context;

  /**
   * The phases of a run, among those that are built.
   *
   * @param selection tells when objects join or leave while the run follows its source
   * @param anew the tables whose copy is to begin anew
   */
  PhaseSequence(RunContext run, List<PhaseKind> built, SelectionWatch selection, CopiesAnew anew) {
    this.anew = anew;
    this.run = run;
    this.selection = selection;
    this.kinds = BuiltPhases.of(run.project().phases(), built);
  }

  void run() {
    OwnedProject owned = new Takeover(run).take(writers());
    new CopyRestart(run, owned).begin(anew);
    ProgressMeter meter = new ProgressMeter(owned.objects());
    PhaseWatch watch = new PhaseWatch(run, meter);
    PhaseContext shared =
        owned.context(
            run, meter, watch, new BesideFollowing(this::catchUp), anew, selection::joins);
    List<PhaseRunner> runners = kinds.stream().map(kind -> kind.runner().apply(shared)).toList();
    figures = meter;
    phases = runners;
    context = shared;
    run.lifecycle().transition(RunState.RUNNING);
    run.repeater().run(() -> owned.state().begin(PhaseContext.WRITER, run.source().identity()));
    Companions companions = Companions.of(runners);
    selection.began(run.project(), owned.objects());
    anew.began(
        selection.makesTables()
            && run.roles().schemaTarget().dropsTables()
            && !keepsRowsOfOthers());
    watch.stopWhen(
        () ->
            companions.failure().isPresent()
                || anew.isAsked()
                || (watch.isIn(Phase.INCREMENTAL) && selection.hasChanged()));
    run(runners, companions, new PhaseStep(run, shared, watch, companions), owned);
  }

  /** Such rows would go with a table that is dropped. */
  private boolean keepsRowsOfOthers() {
    return run.project().phases().fullOptions().conflict() == ConflictPolicy.IGNORE;
  }

  private List<String> writers() {
    List<String> names = new ArrayList<>();
    kinds.forEach(kind -> names.addAll(kind.writers().apply(run.project())));
    names.add(PhaseContext.WRITER);
    names.add(PhaseContext.VERIFIER);
    return names;
  }

  private void run(
      List<PhaseRunner> runners, Companions companions, PhaseStep step, OwnedProject owned) {
    try {
      companions.refuse();
      for (PhaseRunner phase : runners) {
        run.control().check();
        step.run(phase);
      }
      companions.end();
    } catch (MigrationException e) {
      // A companion that failed has stopped the other tasks: its error is the cause.
      MigrationException cause = companions.failure().orElse(e);
      store(owned, cause);
      throw cause;
    } finally {
      companions.close();
    }
  }

  private void store(OwnedProject owned, MigrationException error) {
    if (run.control().isStopped() && error.code() == EngineError.RUN_STOPPED) {
      return;
    }
    try {
      new LostChanges(run, owned.state()).note(error, owned.objects());
      owned.state().putError(PhaseContext.WRITER, error.getMessage());
    } catch (MigrationException e) {
      // The sink is gone, or another engine owns the state: the first error is the one to report.
      error.addSuppressed(e);
    }
  }

  /** How far the source is followed; empty when that has not begun, or is not asked for. */
  Optional<CatchUp> catchUp() {
    return phases.stream().flatMap(phase -> phase.catchUp().stream()).findFirst();
  }

  /**
   * Compares all tables in the calling thread. Blocks.
   *
   * @throws IllegalStateException before the project is taken over
   */
  VerificationReport verify(VerificationOptions options) {
    PhaseContext shared = context;
    if (shared == null) {
      throw new IllegalStateException("the run has not taken its project over yet");
    }
    return VerificationOnDemand.run(shared, options);
  }

  /** The last figures; empty before the first. */
  Optional<Progress> progress() {
    return Optional.ofNullable(figures).flatMap(ProgressMeter::latest);
  }
}
