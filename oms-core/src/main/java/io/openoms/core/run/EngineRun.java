package io.openoms.core.run;

import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectKind;
import io.openoms.ObjectResult;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.RunLimits;
import io.openoms.RunState;
import io.openoms.Switchover;
import io.openoms.Verification;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.core.phase.CatchUp;
import io.openoms.core.phase.Entry;
import io.openoms.core.phase.PhaseKind;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Control;
import io.openoms.core.task.Limits;
import io.openoms.error.MigrationException;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.Milestone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run as its caller sees it. The work itself is the {@link Coordinator}'s, a task on the caller's
 * executor.
 */
final class EngineRun implements MigrationRun {

  private static final long LOOK_MILLIS = 10;
  private static final Duration GRACE = Duration.ofSeconds(4);

  private final boolean follows;
  private final Control control;
  private final Lifecycle lifecycle = new Lifecycle();
  private final RunEnd ended = new RunEnd(this::look);
  private final RunReport report;
  private final Coordinator coordinator;
  private final HandIn handIn;

  /** A run of a project, with the phases that are built. */
  EngineRun(ProjectDefinition project, Executor executor, List<PhaseKind> built) {
    this(project, executor, built, Entry.STORED, Limits.of(project.phases()), true);
  }

  /**
   * A leg of a project, which begins to follow there; its objects are those of its beginning.
   *
   * @param limits those of all legs
   */
  EngineRun(
      ProjectDefinition project,
      Executor executor,
      List<PhaseKind> built,
      Entry entry,
      Limits limits) {
    this(project, executor, built, entry, limits, false);
  }

  private EngineRun(
      ProjectDefinition project,
      Executor executor,
      List<PhaseKind> built,
      Entry entry,
      Limits limits,
      boolean isOpen) {
    this.control = new Control(limits);
    this.follows = project.phases().contains(Phase.INCREMENTAL);
    this.report = new RunReport(project.name(), project.phases().selected());
    this.coordinator =
        new Coordinator(
            project, executor, control, lifecycle, report, built, entry, isOpen, ended::finish);
    this.handIn =
        new HandIn(executor, control, coordinator, ExecutorSize.leastFor(project.phases()));
  }

  void begin() {
    handIn.begin("coordinating");
  }

  @Override
  public RunState state() {
    return lifecycle.state();
  }

  @Override
  public Optional<Progress> progress() {
    return coordinator.progress();
  }

  @Override
  public List<ObjectResult> objects() {
    return report.objects().stream().map(MigratedObject::result).toList();
  }

  @Override
  public void pause() {
    if (lifecycle.transition(RunState.PAUSING)) {
      control.pause(true);
    }
  }

  @Override
  public void resume() {
    if (lifecycle.transition(RunState.RUNNING)) {
      control.pause(false);
    }
  }

  @Override
  public RunLimits limits() {
    return control.limits().now();
  }

  @Override
  public void limits(RunLimits limits) {
    control.limits().set(limits);
  }

  @Override
  public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
    refuseOnOwnThread();
    if (!follows) {
      throw new IllegalStateException("the run has no incremental phase");
    }
    long end = System.nanoTime() + timeout.toNanos();
    Position target = null;
    while (System.nanoTime() < end && !state().isFinal()) {
      Optional<CatchUp> following = coordinator.catchUp();
      if (following.isPresent()) {
        target = target == null ? end(following.get()) : target;
        if (target != null && following.get().isApplied(target)) {
          return true;
        }
      }
      ended.awaitMillis(LOOK_MILLIS);
      look();
    }
    return false;
  }

  /** The end of the source's log; null while the link to it is down. */
  private static @Nullable Position end(CatchUp following) {
    try {
      return following.end();
    } catch (MigrationException e) {
      if (!e.isRetryable()) {
        throw e;
      }
      return null;
    }
  }

  @Override
  public void finishIncremental() {
    control.finish(Phase.INCREMENTAL);
  }

  @Override
  public Switchover switchover() {
    throw new IllegalStateException("the project has no phase switchover");
  }

  /** How far the source is followed; empty while it is not. */
  Optional<CatchUp> catchUp() {
    return coordinator.catchUp();
  }

  /** Whether it follows, and every table that it follows has converged. */
  boolean isConverged() {
    List<MigratedObject> objects = report.objects();
    return catchUp().isPresent()
        && !objects.isEmpty()
        && objects.stream()
            .filter(object -> object.kind() == ObjectKind.TABLE && !object.isOut())
            .allMatch(object -> object.has(Milestone.CONVERGED));
  }

  boolean isCoordinatingThread() {
    return coordinator.isCoordinatingThread();
  }

  /** Compares in the calling thread, which may be any. */
  VerificationReport verify(VerificationOptions options) {
    return coordinator.verify(options);
  }

  @Override
  public Verification verification() {
    return new RunVerification();
  }

  /** Verifications of this run. */
  private final class RunVerification implements Verification {

    @Override
    public VerificationReport run(Consumer<VerificationOptions.Builder> chosen)
        throws InterruptedException {
      refuseOnOwnThread();
      VerificationOptions options = VerificationOptions.of(chosen);
      if (state().isFinal()) {
        throw new IllegalStateException("the run has ended");
      }
      try {
        return coordinator.verify(options);
      } catch (MigrationException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        throw e;
      }
    }

    @Override
    public Optional<VerificationReport> last() {
      return report.verification();
    }
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    refuseOnOwnThread();
    return ended.await(timeout);
  }

  @Override
  public MigrationResult await() throws InterruptedException {
    refuseOnOwnThread();
    return ended.await();
  }

  private void look() {
    handIn.look();
  }

  @Override
  public Optional<MigrationResult> result() {
    return ended.result();
  }

  @Override
  public CompletionStage<MigrationResult> completion() {
    return ended.completion();
  }

  @Override
  public void close() {
    lifecycle.transition(RunState.STOPPING);
    control.stop();
    coordinator.endUnbegun(null);
    if (coordinator.isCoordinatingThread() || ended.endsWithin(GRACE)) {
      return;
    }
    // A server or a link hangs: statements are cut off, the tasks then end by themselves.
    coordinator.abort();
    ended.endsWithin(GRACE);
  }

  private void refuseOnOwnThread() {
    if (coordinator.isCoordinatingThread()) {
      throw new IllegalStateException("a listener cannot wait for the run that calls it");
    }
  }
}
