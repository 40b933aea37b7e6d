package io.openoms.core.incremental;

import io.openoms.Following;
import io.openoms.IncrementalOptions;
import io.openoms.Phase;
import io.openoms.core.apply.ApplyFigures;
import io.openoms.core.apply.ApplyScope;
import io.openoms.core.apply.ChangeApplier;
import io.openoms.core.apply.FollowedTable;
import io.openoms.core.capture.CaptureStart;
import io.openoms.core.capture.DefinitionChanges;
import io.openoms.core.phase.CatchUp;
import io.openoms.core.phase.Companion;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.phase.PhaseKind;
import io.openoms.core.phase.PhaseRunner;
import io.openoms.core.plan.Roles;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.TaskGroup;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StoredApply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The incremental phase. Its {@link CaptureCompanion} captures changes beside the copy; the phase
 * itself applies them when the copy is done. Methods are the coordinating task's, except {@link
 * #rows} and those of {@link CatchUp}.
 */
public final class IncrementalPhase implements PhaseRunner, CatchUp {

  /** The phase, as the run knows it. */
  public static final PhaseKind KIND =
      new PhaseKind(Phase.INCREMENTAL, IncrementalPhase::writers, IncrementalPhase::new);

  private final PhaseContext context;
  private final IncrementalOptions options;
  private final ChangeLog log;
  private final Repeater repeater;
  private final TableAdmission admission;
  private final CaptureControl capture;
  private final NextNumbers numbers;
  private final Companion companion;
  private final ApplyFigures figures = new ApplyFigures();
  private volatile @Nullable ChangeApplier applier;

  private IncrementalPhase(PhaseContext context) {
    this.context = context;
    this.options = context.project().phases().incrementalOptions();
    this.log = context.roles().requireLog();
    this.repeater = context.repeater(Phase.INCREMENTAL);
    this.admission = new TableAdmission(context, log, repeater);
    this.capture = new CaptureControl(context);
    this.numbers = new NextNumbers(context, repeater);
    context.entry().side().ifPresent(side -> side.follow(new FollowedSource(context)));
    this.companion =
        new CaptureCompanion(
            context, repeater, admission, capture, () -> context.meter().following(this::sample));
  }

  private static List<String> writers(ProjectDefinition project) {
    List<String> names =
        new ArrayList<>(ChangeApplier.writers(project.phases().incrementalOptions().lanesAtWork()));
    names.add(DefinitionChanges.WRITER);
    return names;
  }

  @Override
  public Phase phase() {
    return Phase.INCREMENTAL;
  }

  /** Never: the source may have changed since. */
  @Override
  public boolean isDone() {
    return false;
  }

  @Override
  public long rows() {
    return sample().map(Following::appliedChanges).orElse(0L);
  }

  /** The figures now; empty before capture has begun. */
  private Optional<Following> sample() {
    return capture.sample(figures);
  }

  @Override
  public Optional<Companion> companion() {
    return Optional.of(companion);
  }

  @Override
  public Optional<CatchUp> catchUp() {
    return capture.isBegun() ? Optional.of(this) : Optional.empty();
  }

  @Override
  public void run() {
    context.tasks().watch(this::isResting, () -> {});
    StoredApply stored = capture.start().stored();
    Optional<SpoolRecord> reached;
    do {
      ChangeApplier work = applier(stored);
      applier = work;
      TaskGroup group = context.tasks().group();
      work.start(group);
      group.await();
      stored = work.stored();
      reached = context.control().isStopped() ? Optional.empty() : work.reached();
      if (reached.isPresent()) {
        stored = follower().follow(reached.get(), stored);
      }
    } while (reached.isPresent());
    // Each end gives numbers of its own while both directions work.
    if (!context.control().isStopped() && context.entry().side().isEmpty()) {
      raiseNumbers();
    }
  }

  private boolean isResting() {
    ChangeApplier work = applier;
    return work != null && work.isResting();
  }

  private DefinitionFollower follower() {
    return new DefinitionFollower(context, log, capture.history(), repeater);
  }

  /**
   * The tasks that apply from there on, by the definitions that hold there, ready to be started.
   */
  private ChangeApplier applier(StoredApply stored) {
    CaptureStart entered = capture.start();
    List<FollowedTable> followed = admission.admit(capture.tables(stored.position()));
    CascadeTables linked = admission.link(followed);
    skipOthers(followed);
    ApplyScope shared =
        new ApplyScope(
            options,
            log,
            linked.cascades(),
            context.roles(),
            context.state(),
            entered.spool(),
            context.control(),
            context.reporter(),
            figures,
            context.project().retry(),
            capture::isLogAtEnd,
            context.following().watch(),
            context.following().between(),
            context.following()::mayEnd,
            context.entry().side());
    return new ChangeApplier(shared, followed, stored);
  }

  /** Changes of a table that is captured and not applied are lost to it from now on. */
  private void skipOthers(List<FollowedTable> followed) {
    Set<MigratedObject> kept =
        followed.stream().map(FollowedTable::object).collect(Collectors.toUnmodifiableSet());
    List<MigratedObject> skipped =
        context.objects().stream()
            .filter(object -> object.capturedSince().isPresent())
            .filter(object -> !kept.contains(object))
            .toList();
    repeater.run(
        () ->
            context
                .state()
                .write(
                    PhaseContext.WRITER,
                    (project, tx) ->
                        skipped.forEach(
                            object ->
                                tx.clearMilestone(project, object.source(), Milestone.CAPTURED))));
    skipped.forEach(object -> object.move(Transition.END_CAPTURE));
  }

  @Override
  public Position end() {
    return log.current().orElseThrow(Roles::noLog);
  }

  @Override
  public Optional<Following> figures() {
    return sample();
  }

  @Override
  public void raiseNumbers() {
    numbers.raise(context.tables());
  }

  @Override
  public boolean isApplied(Position position) {
    ChangeApplier work = applier;
    return work != null && log.covers(work.position(), position);
  }
}
