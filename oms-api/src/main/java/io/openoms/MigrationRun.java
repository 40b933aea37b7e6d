package io.openoms;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A project at work on the caller's executor. Thread-safe; every method may be called from any
 * thread and from a listener.
 */
public interface MigrationRun extends AutoCloseable {

  /** The state now. Never blocks. */
  RunState state();

  /** The figures now; empty before the first phase. Never blocks. */
  Optional<Progress> progress();

  /** Each selected object as it stands now; empty until the selection is resolved. Never blocks. */
  List<ObjectResult> objects();

  /**
   * Asks for a pause: chunks already begun are finished, nothing new is begun. Returns at once;
   * {@link #state()} turns to {@link RunState#PAUSED}. Does nothing when the run has ended.
   */
  void pause();

  /** Goes on after {@link #pause()}. Returns at once. */
  void resume();

  /** How much the run may do at once and in a second. Never blocks. */
  RunLimits limits();

  /**
   * Changes how much the run may do, from the next step of its tasks on; a copy in other processes
   * keeps the limits with which it began. The next run begins with the project's own numbers.
   * Returns at once; does nothing when the run has ended.
   *
   * @throws IllegalArgumentException when there are to be more readers, writers or lanes than the
   *     project has: threads and connections are there for so many. A project that is to become
   *     faster begins with many, and with fewer at work
   */
  void limits(RunLimits limits);

  /**
   * Waits until all that was committed at the source before this call is at the sink. The source is
   * asked where its log ends, again while the link to it is down.
   *
   * @return whether it is; false when the time was over first, or the run ended
   * @throws InterruptedException when the waiting thread is interrupted; the run is not affected
   * @throws IllegalStateException when the run does not follow changes, or a listener calls
   */
  boolean awaitCaughtUp(Duration timeout) throws InterruptedException;

  /**
   * Ends the incremental phase when what is in flight is applied; the run then goes on to the
   * phases after it, or ends as {@link RunState#COMPLETED}. Returns at once. Asked before the phase
   * has begun, it ends as soon as it has caught up with the copy. Does nothing when the run does
   * not follow changes or has ended.
   */
  void finishIncremental();

  /** Verifications of this run: the last one's report, and further ones on demand. */
  Verification verification();

  /**
   * Moves applications' writes to the sink and back.
   *
   * @throws IllegalStateException when the project has no phase {@code switchover}
   */
  Switchover switchover();

  /**
   * Waits for the end of the run.
   *
   * @return whether it has ended; false when the time was over first
   * @throws InterruptedException when the waiting thread is interrupted; the run is not affected
   */
  boolean await(Duration timeout) throws InterruptedException;

  /**
   * Waits for the end of the run, however long that takes. Calling it on a thread of the run (in a
   * listener) is an {@link IllegalStateException}.
   */
  MigrationResult await() throws InterruptedException;

  /** What became of the run; empty while it has not ended. Never blocks. */
  Optional<MigrationResult> result();

  /**
   * Completes with the result when the run has ended and its listeners have heard so, also when the
   * run failed; never exceptionally. Dependent actions run on a thread of the caller's executor,
   * once the run needs that thread no more: they may block, and may call every method of the run.
   */
  CompletionStage<MigrationResult> completion();

  /**
   * Stops the run and gives back what it holds: open transactions are rolled back, connections
   * closed. State stays at the sink, so a later {@link MigrationProject#start} goes on from there.
   * Idempotent. Returns within about ten seconds, also while a database or a listener hangs, and
   * needs no free thread of the executor; called from a listener it only asks for the stop.
   */
  @Override
  void close();
}
