package io.openoms.core.run;

import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectResult;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.RunLimits;
import io.openoms.RunState;
import io.openoms.Switchover;
import io.openoms.Verification;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.core.switchover.SwitchoverHandle;
import io.openoms.spi.ProjectDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A run of a project in legs, as its caller sees it: one run after another, each in one direction,
 * or one in each direction at once. The work is the {@link DirectingTask}'s.
 */
final class DirectedRun implements MigrationRun {

  /**
   * Behind the leg's own time: a switchover at work goes back, so that its old end takes writes.
   */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private static final Duration ABORTED = Duration.ofSeconds(1);
  private static final long LOOK_MILLIS = 10;

  private final DirectingTask task;
  private final HandIn handIn;
  private final RunEnd ended = new RunEnd(this::look);
  private final Optional<SwitchoverHandle> switchover;

  DirectedRun(ProjectDefinition project, Executor executor) {
    this.task = new DirectingTask(project, executor, ended::finish);
    this.handIn =
        new HandIn(executor, task.control(), task, ExecutorSize.leastFor(project.phases()));
    this.switchover =
        task.director()
            .map(
                director ->
                    new SwitchoverHandle(
                        director, project.phases().switchoverOptions(), this::refuseOnOwnThread));
  }

  void begin() {
    handIn.begin("directing");
  }

  @Override
  public RunState state() {
    return ended.result().map(MigrationResult::state).orElseGet(task::state);
  }

  @Override
  public Optional<Progress> progress() {
    return task.legs()
        .current()
        .flatMap(leg -> leg.run().progress().map(of -> LegListener.progress(leg.direction(), of)));
  }

  @Override
  public List<ObjectResult> objects() {
    return task.legs().objects();
  }

  @Override
  public void pause() {
    task.legs().atWork().forEach(EngineRun::pause);
  }

  @Override
  public void resume() {
    task.legs().atWork().forEach(EngineRun::resume);
  }

  @Override
  public RunLimits limits() {
    return task.control().limits().now();
  }

  @Override
  public void limits(RunLimits limits) {
    task.control().limits().set(limits);
  }

  /** Waits in the directions at work, which may change meanwhile. */
  @Override
  public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
    refuseOnOwnThread();
    long end = System.nanoTime() + timeout.toNanos();
    long left = timeout.toNanos();
    while (left > 0 && ended.result().isEmpty()) {
      if (task.legs().areAll() && haveCaughtUp(task.legs().atWork(), end)) {
        return true;
      }
      ended.awaitMillis(LOOK_MILLIS);
      look();
      left = end - System.nanoTime();
    }
    return false;
  }

  private static boolean haveCaughtUp(List<EngineRun> runs, long end) throws InterruptedException {
    for (EngineRun run : runs) {
      if (!run.awaitCaughtUp(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void finishIncremental() {
    task.finish();
  }

  @Override
  public Verification verification() {
    return new Verification() {
      @Override
      public VerificationReport run(Consumer<VerificationOptions.Builder> options)
          throws InterruptedException {
        refuseOnOwnThread();
        if (switchover.isEmpty() && VerificationOptions.of(options).repair()) {
          throw new IllegalStateException(
              "both directions work, so neither end is right: repair needs a project whose"
                  + " applications write to the source alone");
        }
        return task.legs()
            .current()
            .orElseThrow(() -> new IllegalStateException("the run has not begun to work yet"))
            .run()
            .verification()
            .run(options);
      }

      @Override
      public Optional<VerificationReport> last() {
        return task.legs().verification();
      }
    };
  }

  @Override
  public Switchover switchover() {
    return switchover.orElseThrow(
        () -> new IllegalStateException("the project has no phase switchover"));
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
    task.control().stop();
    task.endUnbegun(null);
    if (task.isOwnThread()) {
      return;
    }
    task.legs().atWork().forEach(EngineRun::close);
    if (!ended.endsWithin(GRACE)) {
      task.abort();
      ended.endsWithin(ABORTED);
    }
  }

  private void refuseOnOwnThread() {
    if (task.isOwnThread()) {
      throw new IllegalStateException("a listener cannot wait for the run that calls it");
    }
  }

  /** Whether a project runs in legs. */
  static boolean needed(ProjectDefinition project) {
    return project.phases().contains(Phase.REVERSE_INCREMENTAL);
  }
}
