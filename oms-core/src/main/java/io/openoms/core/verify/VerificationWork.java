package io.openoms.core.verify;

import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.VerificationOptions;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.CatchUp;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.progress.Comparing;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What each task of the verification phase does: waits until the source is caught up with, if it is
 * followed, and takes part in the job. The last one to end keeps the report. Thread-safe.
 */
final class VerificationWork implements Runnable {

  private static final long LOOK_MILLIS = 50;

  private final PhaseContext context;
  private final VerificationOptions options;
  private final AtomicInteger atWork = new AtomicInteger();

  /** Tasks that still compare; the last one concludes the job. */
  private final AtomicInteger comparing = new AtomicInteger();

  private volatile @Nullable VerificationJob job;
  private volatile boolean abandoned;
  private volatile boolean failed;
  private volatile @Nullable PhaseStatus reported;
  private volatile long began = System.nanoTime();
  private volatile long elapsed;

  VerificationWork(PhaseContext context, VerificationOptions options) {
    this.context = context;
    this.options = options;
    atWork.set(options.workers());
    comparing.set(options.workers());
  }

  long rows() {
    VerificationJob begun = job;
    return begun == null ? 0 : begun.rows();
  }

  /** How far it is; empty before it has begun. */
  Optional<Comparing> figures() {
    return Optional.ofNullable(job).map(begun -> begun.figures(atWork.get() > 0));
  }

  /** The last status that it has reported; it reports while it accompanies a phase. */
  Optional<PhaseStatus> reported() {
    return Optional.ofNullable(reported);
  }

  /** How long it has compared. */
  Duration elapsed() {
    return Duration.ofNanos(atWork.get() > 0 ? System.nanoTime() - began : elapsed);
  }

  /** Whether the phase that it accompanies was asked to finish first. */
  boolean isAbandoned() {
    return abandoned;
  }

  @Override
  public void run() {
    try {
      awaitCaughtUp();
      if (!abandoned) {
        VerificationJob begun = job();
        begun.work();
        if (comparing.decrementAndGet() == 0) {
          begun.conclude();
        }
      }
    } catch (MigrationException e) {
      if (e.code() != EngineError.RUN_STOPPED || !isFinishing()) {
        failed = true;
        throw e;
      }
      abandoned = true;
    } catch (RuntimeException | Error e) {
      failed = true;
      throw e;
    } finally {
      if (atWork.decrementAndGet() == 0 && end()) {
        verifyAgain();
      }
    }
  }

  /** Keeps the report; false when there is none. */
  private boolean end() {
    VerificationJob done = job;
    elapsed = done == null ? 0 : System.nanoTime() - began;
    boolean isReported = false;
    if (done != null) {
      done.close();
      if (!abandoned && !failed && !context.control().isStopped()) {
        context.verified().accept(done.report());
        report(PhaseStatus.COMPLETED);
        isReported = true;
      }
    }
    context.following().hold(false);
    return isReported;
  }

  /** The last task goes on, if that is asked for, until the source is followed no more. */
  private void verifyAgain() {
    if (options.every().isZero() || !context.follows()) {
      return;
    }
    try {
      while (rest()) {
        report(PhaseStatus.RUNNING);
        VerificationOnDemand.run(context, options);
        report(PhaseStatus.COMPLETED);
      }
    } catch (MigrationException e) {
      if (e.code() != EngineError.RUN_STOPPED || !isFinishing()) {
        throw e;
      }
    }
  }

  /** Waits for the time of the next verification; false when none will begin. */
  private boolean rest() {
    long end = System.nanoTime() + options.every().toNanos();
    while (System.nanoTime() < end) {
      if (isFinishing()) {
        return false;
      }
      context.control().sleep(LOOK_MILLIS);
    }
    return !isFinishing();
  }

  private synchronized VerificationJob job() {
    VerificationJob begun = job;
    if (begun == null) {
      began = System.nanoTime();
      begun = VerificationJob.begin(context, options);
      job = begun;
      report(PhaseStatus.RUNNING);
    }
    return begun;
  }

  /** In its own turn the phase is reported as all are. */
  private void report(PhaseStatus status) {
    if (context.follows()) {
      reported = status;
      context.reporter().phase(Phase.VERIFICATION, status);
    }
  }

  private boolean isFinishing() {
    return context.control().isFinishing(Phase.INCREMENTAL);
  }

  private void awaitCaughtUp() {
    if (!context.follows()) {
      return;
    }
    Position end = null;
    while (true) {
      if (isFinishing()) {
        abandoned = true;
        return;
      }
      Optional<CatchUp> following = context.following().catchUp();
      if (following.isPresent()) {
        end = end == null ? context.repeater(Phase.VERIFICATION).ask(following.get()::end) : end;
        if (following.get().isApplied(end)) {
          return;
        }
      }
      context.control().sleep(LOOK_MILLIS);
    }
  }
}
