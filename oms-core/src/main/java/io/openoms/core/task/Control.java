package io.openoms.core.task;

import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What every task asks between two steps: continue, wait, stop, or finish its phase; and how much
 * it may do. Thread-safe. Waiting tasks look again every 50 ms, so a stop needs no free thread and
 * no interrupt.
 */
public final class Control {

  private static final long LOOK_MILLIS = 50;

  private volatile boolean stopped;
  private volatile boolean paused;
  private volatile boolean interrupted;
  private final Set<Phase> finishing = ConcurrentHashMap.newKeySet();
  private final @Nullable Control run;
  private final boolean isPass;
  private final Limits limits;

  /** That of work without limits. */
  public Control() {
    this(Limits.none());
  }

  /** That of a run, whose tasks keep within those limits. */
  public Control(Limits limits) {
    this(null, false, limits);
  }

  private Control(@Nullable Control run, boolean isPass, Limits limits) {
    this.run = run;
    this.isPass = isPass;
    this.limits = limits;
  }

  /**
   * That of one pass through the run's phases: stopping it alone lets the run begin another one. An
   * interrupt ends the whole run.
   */
  public Control pass() {
    return new Control(this, true, limits);
  }

  /**
   * That of work which a caller does in its own thread, beside the run: it waits and ends with the
   * run, but an interrupt of the caller's thread ends that work alone.
   */
  public Control beside() {
    return new Control(this, false, limits);
  }

  /** How much the tasks may do. */
  public Limits limits() {
    return limits;
  }

  /** Tells every task to end. */
  public void stop() {
    stopped = true;
  }

  /** Lets tasks begin no new step, or lets them go on. */
  public void pause(boolean pause) {
    paused = pause;
  }

  /** Asks a phase that has no end of its own to finish when what it has begun is done. */
  public void finish(Phase phase) {
    finishing.add(phase);
  }

  /** Whether a phase was asked to finish. */
  public boolean isFinishing(Phase phase) {
    return finishing.contains(phase) || (run != null && run.isFinishing(phase));
  }

  /** Whether tasks must end. */
  public boolean isStopped() {
    return stopped || (run != null && run.isStopped());
  }

  /**
   * Whether a run that ends with a failure was stopped. When the host interrupts threads, tasks
   * fail in many ways, as files and pools fail then; only that another engine owns the state has
   * another cause.
   *
   * @param failure what the run ends with; null for nothing
   */
  public boolean isStoppedWith(@Nullable MigrationException failure) {
    if (!isStopped() || failure == null) {
      return isStopped();
    }
    return failure.code() == EngineError.RUN_STOPPED
        || (isInterrupted() && failure.code().category() != ErrorCategory.STATE);
  }

  /** Whether the host has ended the run by interrupting its threads. */
  public boolean isInterrupted() {
    return interrupted;
  }

  /** Whether no new step may begin. */
  public boolean isPaused() {
    return paused || (run != null && run.isPaused());
  }

  /**
   * Passes when the run goes on.
   *
   * @throws MigrationException RUN_STOPPED when it must end
   */
  public void check() {
    if (isStopped()) {
      throw stoppedError();
    }
  }

  /** Waits for a moment, at most {@code millis}, less when the run must end. */
  public void sleep(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (left > 0) {
      check();
      try {
        Thread.sleep(Math.min(left, LOOK_MILLIS));
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    check();
  }

  /**
   * The host interrupted a thread of ours: that ends the run, and the flag is kept for the host.
   */
  public MigrationException interrupted(Throwable cause) {
    Thread.currentThread().interrupt();
    interruptAll();
    return new MigrationException(
        EngineError.RUN_STOPPED,
        ErrorContext.none(),
        "the executor interrupted a thread of the run",
        cause);
  }

  private void interruptAll() {
    interrupted = true;
    stopped = true;
    if (run != null && isPass) {
      run.interruptAll();
    }
  }

  /**
   * The cause of a failure in the current thread. An interrupt makes files, pools and sockets fail
   * in ways of their own, so it is the cause, unless another engine owns the state.
   */
  public MigrationException causeOf(MigrationException error) {
    boolean own = error.code().category() == ErrorCategory.STATE;
    return Thread.currentThread().isInterrupted() && !own ? interrupted(error) : error;
  }

  private static MigrationException stoppedError() {
    return new MigrationException(
        EngineError.RUN_STOPPED, ErrorContext.none(), "the run was closed before it was done");
  }
}
