package io.openoms.core.verify;

import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.VerificationOptions;
import io.openoms.core.phase.Companion;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.phase.PhaseKind;
import io.openoms.core.phase.PhaseRunner;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.MigrationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The verification phase. In a run that follows its source it works beside the incremental phase,
 * from the moment when that has caught up; otherwise after the phases before it. Methods are the
 * coordinating task's.
 */
public final class VerificationPhase implements PhaseRunner, Companion {

  /** The phase, as the run knows it. It writes nothing at the sink. */
  public static final PhaseKind KIND =
      new PhaseKind(Phase.VERIFICATION, project -> List.of(), VerificationPhase::new);

  private final PhaseContext context;
  private final VerificationOptions options;
  private volatile @Nullable VerificationWork work;
  private @Nullable TaskGroup group;

  private VerificationPhase(PhaseContext context) {
    this.context = context;
    this.options = context.project().phases().verificationOptions();
    // Told before anything is made, not when the copy is done.
    context.roles().requireTargetSnapshot();
  }

  @Override
  public Phase phase() {
    return Phase.VERIFICATION;
  }

  /** Never: one that has ended begins anew. */
  @Override
  public boolean isDone() {
    return false;
  }

  @Override
  public boolean movesRows() {
    return false;
  }

  /** Rows of the source that were compared. */
  @Override
  public long rows() {
    VerificationWork begun = work;
    return begun == null ? 0 : begun.rows();
  }

  @Override
  public Optional<Companion> companion() {
    return context.follows() ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Optional<PhaseStatus> reported() {
    return Optional.ofNullable(work).flatMap(VerificationWork::reported);
  }

  /** Without the time in which it waited for its turn. */
  @Override
  public Optional<Duration> elapsed() {
    return Optional.ofNullable(work).map(VerificationWork::elapsed);
  }

  @Override
  public void run() {
    if (group == null) {
      begin();
    }
    awaitEnd();
  }

  private void begin() {
    VerificationWork begun = new VerificationWork(context, options);
    work = begun;
    context.meter().comparing(begun::figures);
    TaskGroup tasks = context.tasks().group();
    group = tasks;
    for (int i = 0; i < options.workers(); i++) {
      tasks.start("verifying", begun);
    }
  }

  private void awaitEnd() {
    TaskGroup tasks = group;
    VerificationWork begun = work;
    if (tasks != null && begun != null) {
      tasks.await();
      if (begun.isAbandoned()) {
        context.control().finish(Phase.VERIFICATION);
      }
    }
  }

  @Override
  public void refuse() {
    context.following().hold(true);
  }

  @Override
  public void review(PhaseRunner next) {
    // Nothing that earlier runs have stored concerns a comparison.
  }

  @Override
  public void start(PhaseRunner next) {
    if (next.phase() == Phase.INCREMENTAL && group == null) {
      begin();
    }
  }

  @Override
  public Optional<MigrationException> failure() {
    return Optional.ofNullable(group).map(TaskGroup::failure);
  }

  @Override
  public void end() {
    // run() has waited for the tasks.
  }

  @Override
  public void close() {
    TaskGroup tasks = group;
    if (tasks != null && !tasks.isOver()) {
      context.control().stop();
      tasks.awaitQuietly();
    }
  }
}
